using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>The one of two, drawn at random, that has fewer open connections; the first of them where they are
/// alike.</summary>
/// <remarks>
/// M. Mitzenmacher, "The power of two choices in randomized load balancing", IEEE TPDS 12(10), 2001: at load λ the
/// share of servers with at least i requests is λ^(2^i − 1), where it is λ^i with one choice.
/// </remarks>
public sealed class TwoChoices : Balancing
{
    internal override int Choose(ReadOnlySpan<int> open, ref RandomStream random)
    {
        var one = RandomBalancing.Any(open.Length, ref random);
        if (open.Length == 1) return one;
        var other = RandomBalancing.Any(open.Length - 1, ref random);
        if (other >= one) other++;
        return open[other] < open[one] ? other : one;
    }
}

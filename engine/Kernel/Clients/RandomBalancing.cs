using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>Any, all equally likely.</summary>
public sealed class RandomBalancing : Balancing
{
    internal override int Choose(ReadOnlySpan<int> open, ref RandomStream random) => Any(open.Length, ref random);

    /// <summary>A number below <paramref name="count"/>.</summary>
    internal static int Any(int count, ref RandomStream random) => (int)(random.NextUniform() * count);
}

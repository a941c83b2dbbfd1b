namespace Timeslice.Tests.Reference;

/// The highest (wait + service) / service first; no service is an infinite ratio.
sealed class NaiveHrrn : NaivePolicy
{
    public override bool Foresees => true;

    protected override bool IsBefore(NaiveThread one, NaiveThread other)
    {
        var (a, b) = (one.Left, other.Left);
        if (b == 0) return false;
        if (a == 0) return true;
        return (long)(Now - one.ReadySince + a) * b > (long)(Now - other.ReadySince + b) * a;
    }
}

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// How many terms an analysis may still add up, so that it ends soon whatever it is given: some analyses take a time
/// that grows with the hyperperiod or with 1 / (1 − U).
/// </summary>
sealed class Effort(long terms)
{
    /// <summary>What analyses may add up unless told otherwise: well below a second of work.</summary>
    public const long Usual = 10_000_000;

    long left = terms;

    /// <summary>False once all is spent.</summary>
    public bool Spend(long terms)
    {
        left = terms <= left ? left - terms : 0;
        return left > 0;
    }
}

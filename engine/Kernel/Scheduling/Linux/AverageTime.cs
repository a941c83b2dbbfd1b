namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// The average of virtual times by weight, exact: the time of an ideal CPU that all share at every moment.
/// </summary>
/// <remarks>V(t) of Stoica and Abdel-Wahab, Earliest Eligible Virtual Deadline First, TR-95-22 (1995), kept as
/// <c>avg_vruntime</c> of Linux is: a sum of distances from a zero that follows.</remarks>
struct AverageTime
{
    long zero, sum;

    /// <summary>Of all.</summary>
    public long Weight { get; private set; }

    /// <summary>Rounded down; without anybody, the last there was.</summary>
    public long Floor()
    {
        if (Weight == 0) return zero;
        var (quotient, rest) = Math.DivRem(sum, Weight);
        if (rest < 0) (quotient, rest) = (quotient - 1, rest + Weight);
        sum = rest;
        return zero += quotient;
    }

    public void Add(int weight, long time)
    {
        sum = checked(sum + weight * (time - zero));
        Weight += weight;
    }

    public void Remove(int weight, long time)
    {
        Floor();
        sum = checked(sum - weight * (time - zero));
        Weight -= weight;
    }

    public void Advance(int weight, long passed) => sum = checked(sum + weight * passed);
}

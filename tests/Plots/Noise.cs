namespace Timeslice.Tests.Plots;

/// <summary>Numbers that look random and are always the same: about normal, mean 0, deviation 1.</summary>
sealed class Noise(ulong seed)
{
    ulong state = seed;

    public double Uniform()
    {
        state = state * 6364136223846793005 + 1442695040888963407;
        return (state >> 33) / (double)(1UL << 31);
    }

    public double Next() => Enumerable.Range(0, 12).Sum(_ => Uniform()) - 6;
    public long Exponential(double mean) => 1 + (long)(-mean * Math.Log(1 - Uniform()));
}

using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>
/// Jain's index over threads: (Σx)² / (n Σx²), where x is the CPU time that a thread got, by its lifetime and its
/// weight. 1 when all got alike, 1/n when one got all (R. Jain, D. Chiu, W. Hawe, DEC-TR-301, 1984).
/// </summary>
struct Fairness
{
    long count;
    double sum, squares;

    public void Add(Duration used, Duration lifetime, int weight)
    {
        if (lifetime <= Duration.Zero) return;
        var share = (double)used.Nanoseconds / lifetime.Nanoseconds / weight;
        count++;
        sum += share;
        squares += share * share;
    }

    /// <summary>NaN of fewer than two threads, or when none got anything.</summary>
    public readonly double Index => count < 2 || squares == 0 ? double.NaN : sum * sum / count / squares;
}

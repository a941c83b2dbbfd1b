namespace Timeslice.Plots.Breakdown;

/// <summary>What became of the time of a thread, or of all threads of a kind together.</summary>
/// <param name="Times">Nanoseconds by <see cref="LifeParts"/>; they sum to the lifetime.</param>
/// <param name="Threads">How many threads.</param>
sealed record LifeRow(string Name, int Threads, long[] Times)
{
    public long Life => Times.Sum();
}

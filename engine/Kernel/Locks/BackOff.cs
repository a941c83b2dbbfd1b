using Timeslice.Des;

namespace Timeslice.Kernel.Locks;

/// <summary>How long a thread looks away between two attempts: twice as long each time.</summary>
/// <param name="least">After the first, above 0.</param>
/// <param name="most">At most.</param>
sealed class BackOff(Duration least, Duration most)
{
    readonly Duration least = least > Duration.Zero ? least
        : throw new ArgumentOutOfRangeException("backOff", least, "must be above 0");
    readonly Duration most = most >= least ? most
        : throw new ArgumentOutOfRangeException("backOffLimit", most, "must be at least the back-off");

    /// <param name="failed">Attempts before, from 1.</param>
    internal Duration After(int failed) => failed > 62 || least.Nanoseconds > most.Nanoseconds >> (failed - 1)
        ? most : new(least.Nanoseconds << (failed - 1));
}

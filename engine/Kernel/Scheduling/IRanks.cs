using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>A scheduler under which some threads are more urgent than others, whatever they have used.</summary>
public interface IRanks
{
    /// <summary>How urgent a thread with these terms is: the smaller, the more.</summary>
    /// <param name="deadline">When its present job is due.</param>
    long Rank(Terms terms, Instant deadline);
}

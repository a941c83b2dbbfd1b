using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// The completely fair scheduler, the fair class of Linux from 2.6.23 to 6.5: whoever has received the least CPU time,
/// divided by its weight, runs next.
/// </summary>
/// <remarks>
/// Molnár (2007); Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 9, whose figures are the defaults of
/// the first two options. New threads start level with the others (Linux: one slice behind). Heeds nice or tickets,
/// the group, and of the policies batch and idle.
/// </remarks>
/// <param name="latency">In which each runnable thread gets its slice, above 0; 48 ms when left out. Linux 5 has 6 ms
/// × (1 + log2 of the number of CPUs, of 8 at most, rounded down).</param>
/// <param name="minGranularity">The shortest slice, above 0; 6 ms when left out. Linux 5 has 0.75 ms, times the
/// same.</param>
/// <param name="wakeupGranularity">CPU time by which a thread that wakes up must be behind to take the CPU, above 0;
/// 1 ms when left out. Linux 5 multiplies that too.</param>
/// <param name="tick">The end of a slice is noticed at whole multiples of it, above 0 (4 ms with HZ = 250); at once
/// when left out.</param>
public sealed class Cfs(
    Duration? latency = null, Duration? minGranularity = null, Duration? wakeupGranularity = null,
    Duration? tick = null) : GroupScheduler
{
    readonly CfsSettings settings = new(
        (Positive.Of(latency, nameof(latency)) ?? 48.Ms).Nanoseconds,
        (Positive.Of(minGranularity, nameof(minGranularity)) ?? 6.Ms).Nanoseconds,
        (Positive.Of(wakeupGranularity, nameof(wakeupGranularity)) ?? 1.Ms).Nanoseconds,
        (Positive.Of(tick, nameof(tick)) ?? Duration.Zero).Nanoseconds);

    private protected override FairQueue NewQueue(int number, Group? group, Entities entities) =>
        new CfsQueue(number, group, Threads, entities, this, settings);
}

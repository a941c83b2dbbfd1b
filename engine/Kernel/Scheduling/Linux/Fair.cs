using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// EEVDF, the fair class of Linux since 6.6: of the threads that have received no more than their weighted share, the
/// one whose slice is due first.
/// </summary>
/// <remarks>
/// Stoica and Abdel-Wahab, Earliest Eligible Virtual Deadline First, TR-95-22 (1995), as <c>kernel/sched/fair.c</c> of
/// Linux 6.18 has it. Heeds nice or tickets, the group, and of the policies batch and idle.
/// </remarks>
/// <param name="slice">CPU time that a thread asks for at a time, above 0. Linux 6.18 has 0.7 ms × (1 + log2 of the
/// number of CPUs, of 8 at most, rounded down): 2.8 ms, when left out.</param>
/// <param name="tick">The end of a slice is noticed at whole multiples of it, above 0 (4 ms with HZ = 250); at once
/// when left out.</param>
/// <param name="runToParity">A thread that has received no more than its share keeps its CPU to the end of its
/// slice, whoever wakes up.</param>
/// <param name="delayDequeue">A thread that blocks after it has received more than its share stays in the competition
/// until that is made up for; otherwise it keeps its debt while it sleeps. Linux does it since 6.12, but what was
/// measured on 6.18 of threads that sleep comes out closer without.</param>
public sealed class Fair(
    Duration? slice = null, Duration? tick = null, bool runToParity = true, bool delayDequeue = false) : GroupScheduler
{
    readonly EevdfSettings settings = new(
        (Positive.Of(slice, nameof(slice)) ?? 2800.Us).Nanoseconds,
        (Positive.Of(tick, nameof(tick)) ?? Duration.Zero).Nanoseconds, runToParity, delayDequeue);

    private protected override FairQueue NewQueue(int number, Group? group, Entities entities) =>
        new EevdfQueue(number, group, Threads, entities, this, settings);
}

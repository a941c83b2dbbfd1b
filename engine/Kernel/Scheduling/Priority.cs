using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// The ready thread with the highest priority runs, equal ones in order of arrival. SCHED_FIFO and, with a quantum,
/// SCHED_RR of POSIX; with ageing, none starves.
/// </summary>
/// <remarks>
/// Ageing gains a thread one level for each such time that it waits, continuously: who arrives at t with priority p has
/// the rank t − p·ageing for as long as it waits. It acts when a CPU chooses; preemption is by plain priority.
/// </remarks>
/// <param name="preemptive">Whether a thread takes the CPU of one with a lower priority as soon as it is ready.</param>
/// <param name="quantum">The longest a thread runs while others of its priority wait, above 0; no limit when left
/// out.</param>
/// <param name="ageing">How long a thread waits for one level more, above 0; levels are for life when left out.</param>
public sealed class Priority(bool preemptive = true, Duration? quantum = null, Duration? ageing = null) : ByKey, IRanks
{
    readonly Duration? quantum = Positive.Of(quantum);
    readonly Duration? ageing = Positive.Of(ageing);

    /// <summary>Nothing but priorities decides who runs: no slices, no ageing.</summary>
    internal bool IsPlain => preemptive && quantum is null && ageing is null;

    public override bool Preempts(int ready, int running) => preemptive && Of(ready) > Of(running);

    public override Duration Slice(int thread, Duration ran) => quantum is { } slice ? Rest(slice, ran) : Duration.Max;

    protected override long Key(int thread) => ageing is { } level
        ? (long)Int128.Clamp(Now.Nanoseconds - (Int128)Of(thread) * level.Nanoseconds, long.MinValue, long.MaxValue)
        : -(long)Of(thread);

    long IRanks.Rank(Terms terms, Instant deadline) => -(long)terms.Priority;

    int Of(int thread) => Threads.Terms(thread).Priority;
}

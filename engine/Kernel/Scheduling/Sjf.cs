using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Shortest job first, not preemptive: of the ready threads, the one with the shortest next burst runs until it blocks,
/// yields or exits. Known bursts, or guesses from those before.
/// </summary>
/// <remarks>
/// Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2: after a burst of t, the guess τ becomes
/// a·t + (1 − a)·τ. A burst is the CPU time, if any, between waking up and blocking. Stallings
/// calls it shortest process next.
/// </remarks>
/// <param name="estimate">The weight a of the last burst in the guess of the next, above 0 and at most 1; left out,
/// the policy knows how long the next burst is.</param>
/// <param name="initial">The guess of a thread's first burst, at least 0; 10 ms when left out. Only with
/// <c>estimate</c>.</param>
public sealed class Sjf(double? estimate = null, Duration? initial = null) : ByKey, IForesees
{
    struct Burst
    {
        public double Guess;
        public long SoFar;
    }

    readonly double? weight = estimate is null or (> 0 and <= 1) ? estimate
        : throw new ArgumentOutOfRangeException(nameof(estimate), estimate, "must be above 0 and at most 1");

    readonly double firstGuess = initial switch
    {
        null => 10e6,
        _ when estimate is null => throw new ArgumentException("is for those who estimate", nameof(initial)),
        { } given when given < Duration.Zero =>
            throw new ArgumentOutOfRangeException(nameof(initial), given, "must not be negative"),
        { } given => given.Nanoseconds,
    };

    PerThread<Burst> Bursts => field ??= Threads.State<Burst>();

    protected override long Key(int thread) =>
        weight is null ? Threads.Remaining(thread).Nanoseconds : (long)Bursts[thread].Guess;

    public override void Enqueue(int thread, Arrival how)
    {
        if (how == Arrival.Born) Bursts[thread] = new() { Guess = firstGuess };
        base.Enqueue(thread, how);
    }

    public override void Ran(int thread, Duration time) => Bursts[thread].SoFar += time.Nanoseconds;

    public override void Blocked(int thread)
    {
        ref var burst = ref Bursts[thread];
        if (weight is { } a && burst.SoFar > 0) burst.Guess = a * burst.SoFar + (1 - a) * burst.Guess;
        burst.SoFar = 0;
    }
}

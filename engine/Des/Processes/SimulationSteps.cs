using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <content>Runs event by event, and in step with a clock.</content>
public sealed partial class Simulation
{
    /// <summary>Runs until <paramref name="until"/> after the start.</summary>
    // A bare new(…) means an instant.
    [OverloadResolutionPriority(-1)]
    public Ending Run(Duration until, Limits? within = null) => Run(Instant.Start + until, within);

    /// <summary>Runs the next event. Null while there may be another, else how the run ended.</summary>
    /// <remarks>As with <see cref="Run(Instant?, Limits?)"/>, but the limits are those of the last run.</remarks>
    public Ending? Step()
    {
        RefuseWithin();
        if (broken is not null) return broken;
        horizon = 0;
        try
        {
            var before = Events;
            while (Events == before)
            {
                if (stopping)
                {
                    stopping = false;
                    return new(EndReason.Stopped, Now);
                }
                if (!TryRunNext(long.MaxValue)) return Done();
            }
            return null;
        }
        catch (RunStopped stop) { return broken = new(stop.Reason, Now, stop.Message); }
    }

    /// <summary>
    /// Runs in step with a clock: <paramref name="factor"/> simulated seconds to a second of it. Events never run
    /// before their time by the clock; when the model is slower than it, as soon as they can.
    /// </summary>
    /// <param name="factor">Greater than 0: 1 is real time, 10 is ten times as fast.</param>
    /// <param name="clock">Such as <see cref="TimeProvider.System"/>.</param>
    /// <param name="until">Where the run ends at the latest.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the run can go on.</exception>
    public async Task<Ending> RunInRealTime(double factor, TimeProvider clock, Instant? until = null,
        System.Threading.CancellationToken cancelled = default)
    {
        if (factor is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "must be greater than 0");
        var (start, began, end) = (Now, clock.GetTimestamp(), until ?? Instant.Max);
        while (true)
        {
            var ending = Run(until: Now);
            if (ending.Reason != EndReason.TimeReached || Now == end) return ending;
            var next = Instant.Min(new(future.NextTime), end);
            await Pass((next - start).Seconds / factor);
            ending = Run(until: next);
            if (ending.Reason != EndReason.TimeReached || next == end) return ending;
        }

        async Task Pass(double seconds)
        {
            // A timer takes whole milliseconds and 49 days at most.
            while (seconds - clock.GetElapsedTime(began).TotalSeconds is > 0 and var left)
            {
                var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(left, 1e6) * 1e3));
                await Task.Delay(wait, clock, cancelled);
            }
        }
    }
}

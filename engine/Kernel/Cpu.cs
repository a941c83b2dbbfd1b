using Timeslice.Des;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel;

/// <summary>One processor: runs at most one thread at a time and accounts for every nanosecond.</summary>
public sealed class Cpu
{
    readonly Simulation simulation;
    readonly long[] nanoseconds = new long[(int)CpuState.Interrupted + 1];
    long since;

    internal Cpu(int number, CpuPlace place, Simulation simulation)
    {
        (Number, Place, this.simulation) = (number, place, simulation);
        Rate = new((int)Math.Round(place.Speed * Kernel.Rate.Full));
    }

    public int Number { get; }

    /// <summary>Its speed, and with whom it shares a core and a node.</summary>
    public CpuPlace Place { get; }
    public CpuState State { get; private set; }

    /// <summary>The thread that runs, or is being switched in; −1 when idle.</summary>
    public int Thread { get; internal set; } = -1;

    /// <summary>Changes when the pending event of this CPU is cancelled.</summary>
    internal uint Generation { get; set; }

    /// <summary>An event of this CPU is pending: the end of a switch, of a burst or of a slice.</summary>
    internal bool HasTimer { get; set; }

    /// <summary>When the last event of this CPU that was planned is due, in nanoseconds.</summary>
    internal long TimerAt { get; set; }

    /// <summary>The higher, the later it was planned.</summary>
    internal long TimerOrder { get; set; }

    /// <summary>It decides at the end of this instant.</summary>
    internal bool IsDeciding { get; set; }

    /// <summary>The end of the slice will be noticed (or there is none).</summary>
    internal bool IsSliceArmed { get; set; }

    /// <summary>Where its threads come from.</summary>
    internal RunQueue Queue { get; set; } = null!;

    /// <summary>As what its thread joins the queue when it decides anew.</summary>
    internal Arrival Anew { get; set; }

    /// <summary>Its thread has been switched in.</summary>
    internal bool HasBegun { get; set; }

    /// <summary>Its thread uses it: what is pending is the end of a burst or of a slice.</summary>
    internal bool IsInBurst => HasTimer && State is CpuState.User or CpuState.System;

    /// <summary>It decides anew when its switch or interrupt is over.</summary>
    internal bool DecidesAfterSwitch { get; set; }

    /// <summary>Time that interrupts took while it decided, and that has not passed yet.</summary>
    internal long Stolen { get; set; }

    /// <summary>
    /// While it has no thread: how long devices have interrupted it in all, and when, in nanoseconds, the last of that
    /// will be over.
    /// </summary>
    internal long Handling { get; private set; }
    long handledAt;

    /// <summary>Up to when its thread's time has been told to the scheduler.</summary>
    internal long ChargedAt { get; set; }

    /// <summary>How fast it works at present.</summary>
    internal Rate Rate;

    /// <summary>The thread that observers were last told of.</summary>
    internal int ShownThread { get; set; } = -1;

    internal long SliceStart { get; set; }
    internal long BurstStart { get; set; }

    /// <summary>The thread whose registers and caches it holds; −1 when that is nobody alive.</summary>
    internal int LastThread { get; set; } = -1;
    internal Process? LastProcess { get; set; }

    /// <summary>The class of the thread that ran last, −1 before the first.</summary>
    internal int LastClass { get; set; } = -1;

    /// <summary>Time spent in a state, up to now.</summary>
    public Duration TimeIn(CpuState state)
    {
        var now = simulation.Now.Nanoseconds;
        var time = nanoseconds[(int)state] + (state == State ? now - since : 0);
        return new(state switch
        {
            CpuState.Idle => time - HandledBy(now),
            CpuState.Interrupted => time + HandledBy(now),
            _ => time,
        });
    }

    /// <summary>It is idle, and was before this instant.</summary>
    internal bool IsAsleep => State == CpuState.Idle && since < simulation.Now.Nanoseconds;

    internal void Enter(CpuState state, long now)
    {
        if (now != since)
        {
            nanoseconds[(int)State] += now - since;
            since = now;
        }
        State = state;
    }

    /// <summary>A device interrupts it while it has no thread; returns when that will be over.</summary>
    internal long Handle(long time, long now)
    {
        Handling += time;
        return handledAt = Math.Max(handledAt, now) + time;
    }

    /// <summary>It gets a thread, which has to wait for what is left of interrupts; returns how long.</summary>
    internal long TakeHandling(long now)
    {
        var done = HandledBy(now);
        nanoseconds[(int)CpuState.Idle] -= done;
        nanoseconds[(int)CpuState.Interrupted] += done;
        var left = Handling - done;
        Handling = 0;
        return left;
    }

    // All that was to be handled, but for what is still to come.
    long HandledBy(long now) => Handling - Math.Max(0, Math.Min(Handling, handledAt - now));

    /// <summary>Spends time in a state without a look at the clock.</summary>
    internal void Spend(CpuState state, long time)
    {
        nanoseconds[(int)state] += time;
        since += time;
    }

    internal void Restart(long now)
    {
        Array.Clear(nanoseconds);
        Handling -= HandledBy(now);
        since = now;
    }
}

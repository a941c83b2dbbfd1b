using Timeslice.Des.Monitors;

namespace Timeslice.Kernel.Coroutines;

/// <summary>What came of the coroutines of a process, and of all that descend from it.</summary>
public sealed class CoroutineCounts
{
    readonly Machine machine;
    TimeWeighted alive;

    internal CoroutineCounts(Machine machine) => this.machine = machine;

    /// <summary>Coroutines that were started, and that ended before they were done.</summary>
    public long Started { get; internal set; }
    public long Cancelled { get; internal set; }

    /// <summary>How often a thread turned to another coroutine.</summary>
    public long Switches { get; internal set; }

    /// <summary>Coroutines that a thread took from another's line.</summary>
    public long Stolen { get; internal set; }

    /// <summary>From one time that the kernel was asked what has happened to the next, less the wait for that: a long
    /// one is a loop that stalls.</summary>
    public Tally Turn { get; } = new();

    /// <summary>From what a coroutine awaited, time or input, to its going on.</summary>
    public Tally Delay { get; } = new();

    /// <summary>Coroutines that were started and are not over, in the mean and at most.</summary>
    public double MeanAlive => alive.Mean(machine.Now);
    public long MaxAlive => alive.Max;

    internal void Changed(int by) => alive.Set(machine.Now, alive.Value + by);

    internal void Restart()
    {
        (Started, Cancelled, Switches, Stolen) = (0, 0, 0, 0);
        Turn.Restart();
        Delay.Restart();
        alive.Restart(machine.Now);
    }
}

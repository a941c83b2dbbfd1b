using Timeslice.Des;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Signals;

/// <summary>Each process may have one alarm, which sends it SIGALRM when its time is over: alarm(2).</summary>
sealed class Alarms : IEventTarget
{
    readonly Machine machine;
    readonly List<(Process? Process, Instant At, uint Generation)> set = [];
    readonly Stack<int> free = [];
    readonly int events;

    public Alarms(Machine machine)
    {
        this.machine = machine;
        events = machine.Simulation.Register(this);
    }

    /// <summary>A process has an alarm after a time, and none before; none at all after 0.</summary>
    /// <returns>What was left of the one that it had.</returns>
    public Duration Set(Process process, Duration time)
    {
        var left = process.Alarm < 0 ? Duration.Zero : set[process.Alarm].At - machine.Simulation.Now;
        Cancel(process);
        if (time == Duration.Zero) return left;
        if (!free.TryPop(out var number))
        {
            number = set.Count;
            set.Add(default);
        }
        set[number] = (process, machine.Simulation.Now + time, set[number].Generation);
        process.Alarm = number;
        machine.Simulation.After(time, events + number, set[number].Generation);
        return left;
    }

    /// <summary>A process has none any more.</summary>
    public void Cancel(Process process)
    {
        if (process.Alarm < 0) return;
        Take(process.Alarm);
        machine.Simulation.Cancelled();
    }

    public bool IsLive(int number, uint generation) => set[number].Generation == generation;

    public bool TryFire(int number, uint generation)
    {
        if (set[number].Generation != generation) return false;
        machine.Signalling.Send(Take(number), Signal.Alrm, by: -1);
        return true;
    }

    public string Describe(int number) => $"the alarm of {set[number].Process}";

    Process Take(int number)
    {
        var (process, _, generation) = set[number];
        set[number] = (null, default, generation + 1);
        free.Push(number);
        process!.Alarm = -1;
        return process;
    }
}

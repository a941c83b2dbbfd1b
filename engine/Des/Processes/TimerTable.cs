namespace Timeslice.Des;

/// <summary>The timers of a simulation that are armed.</summary>
internal sealed class TimerTable : IEventTarget
{
    readonly Simulation simulation;
    readonly Numbers<SimTimer> numbers = new();
    readonly int firstId;

    internal TimerTable(Simulation simulation)
    {
        this.simulation = simulation;
        firstId = simulation.Register(this);
    }

    internal int Take(SimTimer timer, Duration delay)
    {
        var number = numbers.Take(timer);
        simulation.After(delay, firstId + number, numbers.Generation(number));
        return number;
    }

    internal void Cancel(int number)
    {
        numbers.Free(number);
        simulation.Cancelled();
    }

    bool IEventTarget.IsLive(int number, uint generation) => numbers.Generation(number) == generation;

    bool IEventTarget.TryFire(int number, uint generation)
    {
        if (numbers.Generation(number) != generation) return false;
        var timer = numbers[number];
        numbers.Free(number);
        try { timer.Fire(); }
        catch (Exception error) when (error is not RunStopped)
        {
            throw new SimulationFailed(simulation, timer.ToString(), error);
        }
        return true;
    }

    string IEventTarget.Describe(int number) => numbers[number].ToString();
}

using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Kernel.Servers;

/// <summary>What a server has done since the statistics began.</summary>
public sealed class ServerAccounts
{
    readonly Machine machine;
    readonly Tally[] phases = [.. Enum.GetValues<Phase>().Select(_ => new Tally())];
    TimeWeighted inHand, workers;

    internal ServerAccounts(Machine machine) => this.machine = machine;

    /// <summary>Requests that were read and not shed: those served, failed, lost and in hand together.</summary>
    public long Taken { get; private set; }

    /// <summary>Requests that were answered with 200.</summary>
    public long Served { get; private set; }

    /// <summary>Requests that were answered otherwise, or whose answer nobody was there to hear.</summary>
    public long Failed { get; private set; }

    /// <summary>Requests that a thread or a process took to the grave.</summary>
    public long Lost { get; private set; }

    /// <summary>Requests that were answered with 503 and not taken.</summary>
    public long Shed { get; private set; }

    /// <summary>Worker processes that have ended after so many requests, as they should.</summary>
    public long Recycled { get; internal set; }

    /// <summary>Worker processes that have ended otherwise, and for which others were forked.</summary>
    public long Replaced { get; internal set; }

    /// <summary>Requests taken and not answered: now, in the mean and at most.</summary>
    public long InHand => inHand.Value;
    public double MeanInHand => inHand.Mean(machine.Now);
    public long MaxInHand => inHand.Max;

    /// <summary>Threads that could serve a request: now, in the mean and at most.</summary>
    public long Workers => workers.Value;
    public double MeanWorkers => workers.Mean(machine.Now);
    public long MaxWorkers => workers.Max;

    /// <summary>From the first byte of a request to the last of its answer, of those served.</summary>
    public Tally Latency { get; } = new();

    /// <summary>The part of it that was spent in a phase.</summary>
    public Tally In(Phase phase) => phases[(int)phase];

    internal void CountWorkers(int by) => workers.Set(machine.Now, workers.Value + by);

    internal void CountTaken()
    {
        Taken++;
        inHand.Set(machine.Now, inHand.Value + 1);
    }

    internal void CountShed() => Shed++;

    internal void CountEnd(Fate fate)
    {
        inHand.Set(machine.Now, inHand.Value - 1);
        switch (fate)
        {
            case Fate.Served: Served++; break;
            case Fate.Failed: Failed++; break;
            default: Lost++; break;
        }
    }

    /// <summary>One was served that has spent so long in each phase.</summary>
    internal void Observe(ReadOnlySpan<long> times)
    {
        var sum = 0L;
        for (var phase = 0; phase < times.Length; phase++)
        {
            phases[phase].Add(new(times[phase]));
            sum += times[phase];
        }
        Latency.Add(new(sum));
    }

    internal void Restart()
    {
        (Taken, Served, Failed, Lost, Shed, Recycled, Replaced) = (inHand.Value, 0, 0, 0, 0, 0, 0);
        inHand.Restart(machine.Now);
        workers.Restart(machine.Now);
        Latency.Restart();
        foreach (var phase in phases) phase.Restart();
    }
}

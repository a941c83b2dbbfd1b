using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Kernel.Clients;

/// <summary>What became of the requests of a client.</summary>
/// <remarks>
/// Of requests: intended = served + shed + failed + in flight. Of attempts: attempts = those of each outcome + under
/// way. Those that were under way when the statistics began anew count as if they had begun then.
/// </remarks>
public sealed class ClientTally
{
    readonly Simulation simulation;
    readonly long[] attemptsBy = new long[Enum.GetValues<Outcome>().Length];
    TimeWeighted inFlight, connections;

    internal ClientTally(Simulation simulation, int classes)
    {
        this.simulation = simulation;
        Since = simulation.Now;
        ByClass = [.. Enumerable.Range(0, classes).Select(_ => new Tally())];
    }

    /// <summary>When the statistics began.</summary>
    public Instant Since { get; private set; }

    /// <summary>Requests that were meant to start.</summary>
    public long Intended { get; private set; }

    /// <summary>Requests whose last attempt was served, was shed, or failed otherwise.</summary>
    public long Served { get; private set; }
    public long Shed { get; private set; }
    public long Failed { get; private set; }

    /// <summary>Attempts in all, and those that were not the first of their request.</summary>
    public long Attempts { get; private set; }
    public long Retries { get; private set; }

    /// <summary>Attempts that have not come to an end.</summary>
    public long UnderWay { get; private set; }

    /// <summary>Retries that the budget did not allow.</summary>
    public long Denied { get; internal set; }

    /// <summary>Bytes of the responses to requests that were served.</summary>
    public long BytesServed { get; private set; }

    /// <summary>From when a request was meant to start to its response, of those that were served.</summary>
    public Tally Latency { get; } = new();

    /// <summary>The same of each class, where there are several.</summary>
    public IReadOnlyList<Tally> ByClass { get; }

    /// <summary>How long all requests took together that are over, whatever became of them, in nanoseconds.</summary>
    public Int128 TimeTaken { get; private set; }

    /// <summary>Requests that are not over: now, in the mean, at most, and their number summed over time.</summary>
    public long InFlight => inFlight.Value;
    public double MeanInFlight => inFlight.Mean(Now);
    public long MaxInFlight => inFlight.Max;
    public Int128 TimeInFlight => inFlight.Area(Now);

    /// <summary>Connections that were made and are open, those that are idle too.</summary>
    public long Connections => connections.Value;
    public double MeanConnections => connections.Mean(Now);
    public long MaxConnections => connections.Max;

    /// <summary>Attempts that came to this end.</summary>
    public long AttemptsBy(Outcome outcome) => attemptsBy[(int)outcome];

    /// <summary>How long the statistics last.</summary>
    public Duration Elapsed => simulation.Now - Since;

    internal void Begin()
    {
        Intended++;
        inFlight.Set(Now, inFlight.Value + 1);
    }

    internal void BeginAttempt(bool isFirst)
    {
        Attempts++;
        UnderWay++;
        if (!isFirst) Retries++;
    }

    internal void EndAttempt(Outcome outcome)
    {
        UnderWay--;
        attemptsBy[(int)outcome]++;
    }

    internal void End(Outcome outcome, Duration took, int kind, long bytes)
    {
        inFlight.Set(Now, inFlight.Value - 1);
        TimeTaken += took.Nanoseconds;
        if (outcome == Outcome.Shed) Shed++;
        else if (outcome != Outcome.Served) Failed++;
        else
        {
            Served++;
            BytesServed += bytes;
            Latency.Add(took);
            if (ByClass.Count > 0) ByClass[kind].Add(took);
        }
    }

    internal void ChangeConnections(int by) => connections.Set(Now, connections.Value + by);

    internal Fingerprint AddTo(Fingerprint all)
    {
        all = all.With((ulong)Intended).With((ulong)Served).With((ulong)Attempts).With((ulong)(long)TimeTaken);
        foreach (var count in attemptsBy) all = all.With((ulong)count);
        return all;
    }

    internal void Restart()
    {
        (Since, Intended, Attempts, TimeTaken) = (simulation.Now, InFlight, UnderWay, 0);
        (Served, Shed, Failed, Retries, Denied, BytesServed) = (0, 0, 0, 0, 0, 0);
        Array.Clear(attemptsBy);
        Latency.Restart();
        foreach (var one in ByClass) one.Restart();
        inFlight.Restart(Now);
        connections.Restart(Now);
    }

    long Now => simulation.Now.Nanoseconds;
}

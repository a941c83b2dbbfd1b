using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Devices;

/// <content>What is known of its work. Every request that was submitted is completed, withdrawn or in flight.</content>
public abstract partial class Device
{
    readonly Tally[] waits = [new(), new()], services = [new(), new()], responses = [new(), new()];
    TimeWeighted queue, busy;
    Instant since;
    int served;

    /// <summary>Requests that it took.</summary>
    public long Submitted { get; private set; }

    /// <summary>Requests that it has done.</summary>
    public long Completed { get; private set; }

    /// <summary>Requests that left their line: whoever asked had died, was interrupted, or its time was up.</summary>
    public long Withdrawn { get; private set; }

    /// <summary>Requests that it has taken and not done.</summary>
    public int InFlight { get; private set; }

    /// <summary>How many requests it can serve at a time.</summary>
    public int Servers => Serving.Servers;

    /// <summary>Requests in line, without those that are served: in the mean, and at most.</summary>
    public double MeanQueue => queue.Mean(Machine.Now);
    public long MaxQueue => queue.Max;

    /// <summary>The share of its servers that were busy, in the mean.</summary>
    public double Utilization => busy.Mean(Machine.Now) / Servers;

    /// <summary>From asking to the beginning of service, from there to its end, and both; of reads or of
    /// writes.</summary>
    public Tally Wait(bool ofWrites) => waits[ofWrites ? 1 : 0];
    public Tally Service(bool ofWrites) => services[ofWrites ? 1 : 0];
    public Tally Response(bool ofWrites) => responses[ofWrites ? 1 : 0];

    /// <summary>Requests that it has done, by the second.</summary>
    public double RequestsPerSecond => Completed / (Machine.Simulation.Now - since).Seconds;

    internal override void Restart()
    {
        base.Restart();
        (Submitted, Completed, Withdrawn, since) = (InFlight, 0, 0, Machine.Simulation.Now);
        queue.Restart(Machine.Now);
        busy.Restart(Machine.Now);
        foreach (var tally in waits.Concat(services).Concat(responses)) tally.Restart();
    }

    /// <summary>So many more stand in line.</summary>
    internal void Queues(int more) => queue.Set(Machine.Now, queue.Value + more);

    // Of those that share a server, one alone keeps it busy.
    void IsBusyWith(int more) => busy.Set(Machine.Now, Math.Min(served += more, Servers));

    void Count(DeviceRequest request)
    {
        Completed++;
        InFlight--;
        if (request.Kind == RequestKind.Sync) return;
        var which = request.Kind == RequestKind.Write ? 1 : 0;
        waits[which].Add(request.Wait);
        services[which].Add(request.Service);
        responses[which].Add(request.Response);
        CountBytes(request.Kind, request.Bytes);
    }

    /// <summary>It has moved bytes without a request.</summary>
    private protected void CountAtOnce(RequestKind kind, long bytes)
    {
        (Submitted, Completed) = (Submitted + 1, Completed + 1);
        var which = kind == RequestKind.Write ? 1 : 0;
        waits[which].Add(Duration.Zero);
        services[which].Add(Duration.Zero);
        responses[which].Add(Duration.Zero);
        CountBytes(kind, bytes);
    }

    void CountBytes(RequestKind kind, long bytes)
    {
        if (kind == RequestKind.Write) Copied(bytes, read: 0);
        else Copied(written: 0, bytes);
    }
}

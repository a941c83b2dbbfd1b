using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Devices;

/// Asks a disk for bytes, without threads, and keeps what became of each request.
sealed class DiskTrial : IRequester, IEventTarget
{
    public sealed record Served(long At, Instant Arrived, Instant Started, Instant Completed);

    readonly Simulation simulation = new();
    readonly Machine machine;
    readonly int events;
    (Duration When, long At, int Bytes)[] asked = [];
    Served[] served = [];

    public DiskTrial(HardDisk disk)
    {
        machine = new(simulation, cpus: 1, new Fcfs());
        Disk = machine.Add(disk, "disk");
        events = simulation.Register(this);
    }

    public HardDisk Disk { get; }

    /// What became of them, in the order given.
    public Served[] Serve((Duration When, long At, int Bytes)[] requests)
    {
        (asked, served) = (requests, new Served[requests.Length]);
        for (var i = 0; i < asked.Length; i++) simulation.After(asked[i].When, events + i, 0);
        machine.Run();
        return served;
    }

    void IRequester.Completed(DeviceRequest one) =>
        served[one.Tag] = new(one.At, one.Arrived, one.Started, one.Completed);

    bool IEventTarget.IsLive(int number, uint generation) => true;

    bool IEventTarget.TryFire(int number, uint generation)
    {
        var (_, at, bytes) = asked[number];
        Disk.Submit(Disk.NewRequest(RequestKind.Read, at, bytes, this, number)).ShouldBeNull();
        return true;
    }

    string IEventTarget.Describe(int number) => $"request {number}";
}

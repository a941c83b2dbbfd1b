using CsCheck;
using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Devices.Disks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;
using Timeslice.Language.Binding;
using Size = Timeslice.Kernel.Programs.Size;

namespace Timeslice.Tests.Kernel.Devices;

/// Requests of any device: none is lost, whoever dies, and none is allocated.
public sealed class LawsOfRequests
{
    public static TheoryData<string> Kinds =>
        ["ssd", "disk", "scan", "station", "lifo", "sharing", "link", "timer", "cache", "through"];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_request_is_done_or_withdrawn_or_in_flight_whoever_is_killed_at_whatever_time(string kind) =>
        (from seed in Gen.ULong
         from threads in Gen.Int[1, 6]
         from kills in Gen.Int[0, 3000].Array[0, 4]
         from until in Gen.Int[100, 5000]
         from patience in Gen.Int[50, 2000]
         from costs in Gen.Bool
         select (seed, threads, kills, until, patience, costs)).Sample(plan =>
        {
            var machine = new Machine(new Simulation(plan.seed), cpus: 2, new RoundRobin(50.Us),
                plan.costs ? CostProfiles.LinuxVm : null);
            var device = Made(machine, kind);
            var told = new Variable(machine, "told");
            for (var i = 0; i < 4; i++)
            {
                var program = new Program($"user {i}", new Repeat(30,
                [
                    new Read(device, 100.B, @as: told, at: Anywhere, timeout: plan.patience.Us),
                    new Compute(new Exponential(20.Us)),
                    new Write(device, 300.B, @as: told, mode: i == 3 ? IoMode.NonBlocking : null),
                ]));
                machine.Start(machine.Process($"app {i}"), "user", program, count: plan.threads);
            }
            foreach (var (at, i) in plan.kills.Select((at, i) => (at, i)))
                machine.Start(machine.Process($"killer {i}"), "killer",
                    new Program("killer", new Sleep(at.Us), new Kill($"app {i}", Signal.Kill, @as: told)));
            machine.Run(Instant.Start + plan.until.Us);
            foreach (var one in machine.Channels.OfType<Device>()) Conserves(one);
            machine.Run().Reason.ShouldBe(EndReason.Done);
            foreach (var one in machine.Channels.OfType<Device>())
            {
                Conserves(one);
                one.InFlight.ShouldBe(0);
                one.MaxQueue.ShouldBeLessThanOrEqualTo(one.Submitted);
            }
            var time = machine.Simulation.Now.Nanoseconds * machine.Cpus.Count;
            machine.Cpus.Sum(cpu => Enum.GetValues<CpuState>().Sum(state => cpu.TimeIn(state).Nanoseconds))
                .ShouldBe(time);
            machine.Cpus.ShouldAllBe(cpu => cpu.TimeIn(CpuState.Idle) >= Duration.Zero);
        }, iter: 200);

    [Theory, MemberData(nameof(Kinds))]
    public void A_request_allocates_nothing(string kind)
    {
        var simulation = new Simulation();
        var machine = new Machine(simulation, cpus: 2, new Fcfs(), CostProfiles.LinuxVm);
        var device = Made(machine, kind);
        machine.Start(machine.Process("app"), "user", new Program("user", new Forever(
        [
            new Read(device, 100.B, at: Anywhere), new Write(device, 300.B),
        ])), count: 5);
        // So long that the monitors have seen how long services take.
        machine.Run(Instant.Start + 10.S);
        var (allocated, before) = (GC.GetAllocatedBytesForCurrentThread(), device.Completed);
        machine.Run(Instant.Start + 15.S);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var done = device.Completed - before;
        done.ShouldBeGreaterThan(20_000);
        // The smallest object has 24 bytes; monitors may still meet a length that they have not seen.
        allocated.ShouldBeLessThan(16 * done);
    }

    [Fact]
    public void Every_kind_of_device_is_tried_here()
    {
        var machine = new Machine(new Simulation(), cpus: 1, new Fcfs());
        Kinds.Select(kind => Made(machine, kind.Data).GetType()).Distinct().OrderBy(type => type.Name)
            .ShouldBe(new Catalog().Kinds("device").Select(kind => kind.Type).OrderBy(type => type.Name));
    }

    static Size Anywhere => (RandomCount)new Uniform(0, 40_000);

    static void Conserves(Device one) => (one.Completed + one.Withdrawn + one.InFlight).ShouldBe(one.Submitted);

    static Device Made(Machine machine, string kind)
    {
        var service = new Exponential(100.Us);
        return kind switch
        {
            "ssd" => new Ssd(machine, channels: 2, latency: service, capacity: 50_000.B),
            "disk" => new HardDisk(machine, new BsatfOrder(3), new LinearSeek(1.Us), cylinders: 50, heads: 1,
                track: 1000.B, revolution: 100.Us),
            "scan" => new HardDisk(machine, new ScanOrder(), new LinearSeek(1.Us), cylinders: 50, heads: 1,
                track: 1000.B, revolution: 100.Us),
            "station" => new Station(machine, service, servers: 2),
            "lifo" => new Station(machine, service, discipline: Discipline.Lifo),
            "sharing" => new Station(machine, service, servers: 2, discipline: Discipline.ProcessorSharing),
            "link" => new NetworkLink(machine, new(10_000_000), latency: service),
            "timer" => new Timeslice.Kernel.Devices.Timer(machine, period: 30.Us),
            _ => new PageCache(machine, new Ssd(machine, latency: service), 16_000.B, 1_000.B,
                write: kind == "cache" ? CacheWrites.Back : CacheWrites.Through),
        };
    }
}

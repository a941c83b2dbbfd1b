using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Tests.Reference;
using Phase = Timeslice.Kernel.Servers.Phase;

namespace Timeslice.Tests.Theory;

/// P. J. Denning and J. P. Buzen, "The operational analysis of queueing network models", ACM Computing Surveys 10
/// (1978): laws of any run, not of the mean of many. Requests are served to the last, so they hold to the nanosecond.
public class OperationalLaws
{
    static readonly Duration OfCpu = 317.Us, OfDisk = 211.Us;

    /// Little: the requests that are there, summed over time, are the times of all requests summed, for who asks and
    /// for who serves. Utilization: a CPU and a disk are busy for what all requests ask of them. Forced flow: each
    /// request makes as many visits as its program has.
    [Fact]
    public void Laws_of_Little_of_utilization_and_of_flow_hold_exactly_in_each_run()
    {
        foreach (var seed in Cases.Seeds(60))
        {
            var random = new RandomStream(seed, 0, "operational laws");
            int Up(int end) => (int)(random.NextUniform() * end);
            var (visits, requests) = (Up(4), 50 + Up(200));
            var machine = new Machine(new Simulation(seed), 1 + Up(4),
                Up(2) == 0 ? new Fcfs() : new RoundRobin((50 + Up(500)).Us));
            var disk = machine.Add(
                new Timeslice.Kernel.Devices.Station(new Constant(OfDisk), servers: 1 + Up(2)), "disk");
            var architecture = Made(Up(9), 1 + Up(4));
            var server = machine.Add(new Server("web", architecture,
                [new Compute(OfCpu), new Repeat(visits, [new Read(disk, 1.B), new Compute(OfCpu)])], backlog: 100_000));
            Load load = Up(3) switch
            {
                0 => new OpenLoad((200 + Up(2000)).PerSecond),
                1 => new ClosedLoad(1 + Up(20), new Exponential((1 + Up(5)).Ms)),
                _ => new Sessions((100 + Up(500)).PerSecond, requests: 1 + Up(5), think: new Exponential(1.Ms)),
            };
            var keeps = architecture is EventLoop or EventLoopWithHelpers or CoroutinesArchitecture or MultiLoop;
            var its = new Client(machine.World, "users", server.Door, load, new()
            {
                Start = 1.Ms, Requests = requests, Connections = keeps && Up(2) == 0 ? new PerUser() : new PerRequest(),
            }).Tally;
            var what = $"seed {seed}: {architecture.GetType().Name}, {load.GetType().Name}, {visits} visits";
            machine.World.Run(Instant.Start + 1000.S, Limits.Default).Reason
                .ShouldBeOneOf([EndReason.Done, EndReason.TimeReached], what);
            (its.Served, server.Accounts.Served).ShouldBe((requests, requests), what);

            its.TimeInFlight.ShouldBe(its.TimeTaken, what);
            Near(its.Latency.Mean * requests, (long)its.TimeTaken);
            var (accounts, time) = (server.Accounts, machine.Simulation.Now.Seconds);
            var inHand = (accounts.Latency.Mean - accounts.In(Phase.Queue).Mean) * requests;
            Near(accounts.MeanInHand * time, (long)Math.Round(inHand * 1e9));

            var busy = machine.Cpus.Sum(cpu => cpu.TimeIn(CpuState.User).Nanoseconds);
            busy.ShouldBe(requests * (visits + 1) * OfCpu.Nanoseconds, what);
            disk.Completed.ShouldBe(requests * visits, what);
            Near(disk.Utilization * disk.Servers * time, requests * visits * OfDisk.Nanoseconds);

            // To the nanosecond, as far as floating-point numbers go.
            void Near(double seconds, long nanoseconds) =>
                Math.Abs(seconds * 1e9 - nanoseconds).ShouldBeLessThan(1 + 1e-12 * nanoseconds, what);
        }
    }

    static Architecture Made(int kind, int k) => kind switch
    {
        0 => new Iterative(),
        1 => new Prefork(k),
        2 => new ForkPerConnection(),
        3 => new ThreadPerConnection(k),
        4 => new ThreadPool(k),
        5 => new EventLoop(),
        6 => new EventLoopWithHelpers(k),
        7 => new MultiLoop(k),
        _ => new CoroutinesArchitecture(k),
    };
}

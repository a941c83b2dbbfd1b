using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using EventLoop = Timeslice.Kernel.Servers.EventLoop;

namespace Timeslice.Tests.Theory;

/// Users who think, ask, and wait for the response before they think again, before servers on a machine that costs
/// nothing: closed networks of queues. Times are in ms.
public class ClosedServers
{
    /// Where a thread waits for the disk, its CPU serves others: two queues in series. R and X of mean value analysis,
    /// which is exact here: R_i(n) = S_i (1 + Q_i(n−1)), X(n) = n / (Z + Σ R_i(n)), Q_i(n) = X(n) R_i(n).
    /// A connection for each request makes no difference, since to accept costs nothing and threads are without bounds.
    /// But who has read from the disk needs the CPU once more, for no time, to answer. Where the CPU serves in order of
    /// arrival, it waits behind those who compute, which is a visit that the theory has no form for: with 4 users R is
    /// 3.62 ms, not 3.42. So the CPU is shared by turns of 5 µs, and whoever needs nothing of it waits for next to
    /// nothing; for the theory one is as good as the other (BCMP).
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void A_CPU_and_a_disk_are_as_fast_as_mean_value_analysis_says(int users)
    {
        const double Think = 10, OfCpu = 1, OfDisk = 1.5;
        var (cpu, disk, rate, response) = (0.0, 0.0, 0.0, 0.0);
        for (var n = 1; n <= users; n++)
        {
            var (atCpu, atDisk) = (OfCpu * (1 + cpu), OfDisk * (1 + disk));
            response = atCpu + atDisk;
            rate = n / (Think + response);
            (cpu, disk) = (rate * atCpu, rate * atDisk);
        }
        var its = Replications.Once(Measure);
        Replications.ShouldAgree(replication => its(replication).Latency.Mean * 1e3, response);
        Replications.ShouldAgree(replication => its(replication).Served / Seconds / 1e3, rate);

        ClientTally Measure(ulong replication) => Run(replication, new ThreadPerConnection(), users, Think, cpus: 1,
            keeps: replication % 2 == 0,
            machine => [new Compute(new Exponential(OfCpu.Ms)), Disk(machine, OfDisk)], new RoundRobin(5.Us));
    }

    /// An event loop waits for the disk itself, and all connections with it, so that there is no network of two queues
    /// but one server with two phases of service: the chain of requests there and of the phase, from one time when
    /// there are none to the next.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void An_event_loop_that_waits_for_the_disk_is_one_server_of_two_phases(int users)
    {
        const double Think = 10, OfCpu = 1, OfDisk = 1.5;
        const int AtCpu = 0, AtDisk = 1, Over = 2;
        var rate = MarkovChain.GainFrom((0, AtCpu), state => Steps(state, served: 1))
            / MarkovChain.GainFrom((0, AtCpu), state => Steps(state, served: 0), _ => 1);
        var its = Replications.Once(Measure);
        Replications.ShouldAgree(replication => its(replication).Served / Seconds / 1e3, rate);
        Replications.ShouldAgree(replication => its(replication).Latency.Mean * 1e3, users / rate - Think);

        IEnumerable<((int There, int Phase) To, double Rate, double Gain)> Steps(
            (int There, int Phase) state, double served)
        {
            var (there, phase) = state;
            if (phase == Over) yield break;
            if (there < users) yield return ((there + 1, phase), (users - there) / Think, 0);
            if (there > 0 && phase == AtCpu) yield return ((there, AtDisk), 1 / OfCpu, 0);
            if (phase == AtDisk) yield return ((there - 1, there == 1 ? Over : AtCpu), 1 / OfDisk, served);
        }

        ClientTally Measure(ulong replication) => Run(replication, new EventLoop(), users, Think, cpus: 1, keeps: true,
            machine => [new Compute(new Exponential(OfCpu.Ms)), Disk(machine, OfDisk)]);
    }

    /// The machine repairman with c repairmen: p(n) ∝ N! / (N − n)! · Z⁻ⁿ / Π min(k, c), X = Σ p(n) min(n, c),
    /// R = N / X − Z. Of coroutines on several threads, one thread alone accepts, and when that is busy a connection
    /// waits although others are idle: so an open load of a connection for each request is no M/M/c. Who has a
    /// connection waits for any thread.
    [Theory]
    [InlineData("coroutines, stealing", 2)]
    [InlineData("coroutines, one line", 3)]
    [InlineData("thread per connection", 3)]
    [InlineData("event loop", 1)]
    [InlineData("iterative", 1)]
    public void Repairmen_serve_as_many_as_the_chain_of_births_and_deaths_says(string architecture, int c)
    {
        const int Users = 10;
        const double Think = 3;
        var (share, sum, busy) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= Users; n++)
        {
            share *= (Users - n + 1) / Think / Math.Min(n, c);
            sum += share;
            busy += share * Math.Min(n, c);
        }
        var rate = busy / sum;
        var its = Replications.Once(Measure);
        Replications.ShouldAgree(replication => its(replication).Served / Seconds / 1e3, rate);
        Replications.ShouldAgree(replication => its(replication).Latency.Mean * 1e3, Users / rate - Think);

        ClientTally Measure(ulong replication) => Run(replication, architecture switch
            {
                "coroutines, stealing" => new CoroutinesArchitecture(c),
                "coroutines, one line" => new CoroutinesArchitecture(c, CarrierQueue.Shared),
                "thread per connection" => new ThreadPerConnection(),
                "event loop" => new EventLoop(),
                _ => new Iterative(),
            }, Users, Think, cpus: c, keeps: architecture != "iterative",
            _ => [new Compute(new Exponential(1.Ms))]);
    }

    static Read Disk(Machine of, double service) =>
        new(of.Add(new Timeslice.Kernel.Devices.Station(new Exponential(service.Ms)), "disk"), 1.B);

    // Measured after the first second.
    const double Seconds = 20;

    static ClientTally Run(ulong replication, Architecture architecture, int users, double think, int cpus, bool keeps,
        Func<Machine, IReadOnlyList<Operation>> request, Scheduler? scheduler = null)
    {
        var machine = new Machine(new Simulation(seed: 17, replication), cpus, scheduler ?? new Fcfs());
        var server = machine.Add(new Server("web", architecture, request(machine), backlog: 1_000_000));
        var client = new Client(machine.World, "users", server.Door, new ClosedLoad(users, new Exponential(think.Ms)),
            new() { Start = 1.Ms, Connections = keeps ? new PerUser() : new PerRequest() });
        machine.World.Run(1.S);
        machine.World.RestartStatistics();
        machine.World.Run((1 + Seconds).S);
        return client.Tally;
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;

namespace Timeslice.Tests.Theory;

/// Servers of one connection per request on a machine that costs nothing are queues with closed forms. Service takes
/// 1 ms on average; times are in ms.
public class ServerQueues
{
    const int Requests = 20_000;

    static readonly RandomDuration Exponential = new Exponential(1.Ms);

    /// What uses no CPU waits for a worker; what uses it waits for a CPU, where there are as many of these.
    [Theory]
    [InlineData(1, 0.7, false)]
    [InlineData(1, 0.7, true)]
    [InlineData(3, 0.8, false)]
    [InlineData(3, 0.8, true)]
    public void Latency_of_a_thread_pool_is_that_of_MMc(int workers, double load, bool computes) =>
        Replications.ShouldAgree(replication => Latency(Run(replication, new ThreadPool(workers), load * workers,
            computes ? new Compute(Exponential) : new Sleep(Exponential), cpus: computes ? workers : 2)),
            ErlangC(workers, load));

    [Theory]
    [InlineData(4, 0.7)]
    public void Latency_of_preforked_processes_is_that_of_MMc(int workers, double load) =>
        Replications.ShouldAgree(replication => Latency(Run(
            replication, new Prefork(workers, recycleAfter: 50), load * workers, new Sleep(Exponential))),
            ErlangC(workers, load));

    /// λ E[S²] / 2 (1 − ρ) + E[S], of services that are alike, or of 0.5 ms with one of 5.5 among ten.
    [Theory]
    [InlineData(0.6, false)]
    [InlineData(0.6, true)]
    public void Latency_of_an_iterative_server_is_that_of_MG1(double load, bool varies)
    {
        RandomDuration service = varies ? new Choice([new Constant(0.5e6), new Constant(5.5e6)], [9, 1]) : 1.Ms;
        var square = varies ? 0.9 * 0.25 + 0.1 * 30.25 : 1;
        Replications.ShouldAgree(
            replication => Latency(Run(replication, new Iterative(), load, new Compute(service))),
            1 + load * square / (2 * (1 - load)));
    }

    /// As many machines as there are requests: the mean is that of the service, whatever its distribution.
    [Theory]
    [InlineData("thread per connection")]
    [InlineData("process per connection")]
    public void Latency_without_a_limit_is_that_of_the_service(string architecture) =>
        Replications.ShouldAgree(replication => Latency(Run(replication,
            architecture == "thread per connection" ? new ThreadPerConnection() : new ForkPerConnection(), 5,
            new Sleep(Exponential))), 1);

    /// One CPU that is shared in small parts: S / (1 − ρ), whatever the distribution.
    [Fact]
    public void Threads_of_a_round_robin_are_a_shared_processor() =>
        Replications.ShouldAgree(replication => Latency(Run(replication, new ThreadPerConnection(), 0.6,
            new Compute(new Choice([new Constant(0.5e6), new Constant(5.5e6)], [9, 1])), cpus: 1,
            new RoundRobin(10.Us))), 1 / (1 - 0.6));

    [Theory]
    [InlineData(3, 0.8)]
    [InlineData(5, 1.2)]
    public void A_pool_whose_queue_is_full_sheds_as_many_as_MM1K(int places, double load) =>
        Replications.ShouldAgree(replication => Shed(Run(replication,
            new ThreadPool(1, queue: places - 1, full: WhenFull.Shed), load, new Sleep(Exponential))),
            (1 - load) * Math.Pow(load, places) / (1 - Math.Pow(load, places + 1)));

    /// M/M/c/K: p(n) ∝ aⁿ / n! up to c, then · a/c for each place of the queue.
    [Theory]
    [InlineData(3, 2, 2.7)]
    [InlineData(2, 6, 2.4)]
    public void A_pool_whose_queue_is_full_sheds_as_many_as_MMcK(int workers, int queue, double offered)
    {
        var (share, sum) = (1.0, 1.0);
        for (var n = 1; n <= workers + queue; n++) sum += share *= offered / Math.Min(n, workers);
        Replications.ShouldAgree(replication => Shed(Run(replication,
            new ThreadPool(workers, queue, WhenFull.Shed), offered, new Sleep(Exponential))), share / sum);
    }

    /// Erlang's loss formula, by its recursion.
    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(5, 4.0)]
    public void A_pool_without_a_queue_sheds_as_many_as_Erlang_B(int workers, double offered)
    {
        var lost = 1.0;
        for (var k = 1; k <= workers; k++) lost = offered * lost / (k + offered * lost);
        Replications.ShouldAgree(replication => Shed(Run(replication,
            new ThreadPool(workers, queue: 0, full: WhenFull.Shed), offered, new Sleep(Exponential))), lost);
    }

    internal static double Latency(Server server) => server.Accounts.Latency.Mean * 1e3;

    static double Shed(Server server) =>
        (double)server.Accounts.Shed / (server.Accounts.Shed + server.Accounts.Taken);

    /// <param name="rate">Requests per ms; the first tenth of the time does not count.</param>
    internal static Server Run(ulong replication, Architecture architecture, double rate, Operation request,
        int cpus = 2, Scheduler? scheduler = null)
    {
        var simulation = new Simulation(seed: 11, replication);
        var machine = new Machine(simulation, cpus, scheduler ?? new Fcfs());
        var server = machine.Add(new Server("web", architecture, [request], backlog: 1_000_000));
        var client = new Client(machine.World, "all", server.Door, new OpenLoad(new Frequency(rate * 1e3)),
            new() { Requests = Requests, Start = 1.Ms });
        machine.World.Run((Requests / rate / 10).Ms);
        machine.World.RestartStatistics();
        machine.World.Run().Reason.ShouldBe(EndReason.Done);
        // What the server says is what the client has seen.
        (client.Tally.Served, client.Tally.Shed).ShouldBe((server.Accounts.Served, server.Accounts.Shed));
        return server;
    }

    /// Erlang C: W = 1/μ + C(c, a) / (cμ − λ).
    internal static double ErlangC(int c, double load)
    {
        var a = load * c;
        var (term, sum) = (1.0, 0.0);
        for (var k = 0; k < c; k++, term *= a / k) sum += term;
        var waits = term / (1 - load) / (sum + term / (1 - load));
        return 1 + waits / (c - a);
    }
}

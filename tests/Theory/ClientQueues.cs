using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Tests.Kernel.Clients;

namespace Timeslice.Tests.Theory;

/// Clients before a server of ordinary threads are the queues of the textbooks. Service takes 1 ms on average.
public class ClientQueues
{
    static readonly ClientTerms Terms = new() { Start = 1.Ms };

    /// M/M/1: W = 1/(μ−λ), and the p-quantile is ln(1/(1−p))/(μ−λ).
    [Theory]
    [InlineData(0.4), InlineData(0.7)]
    public void Poisson_requests_at_one_thread_wait_as_in_an_MM1(double load)
    {
        var runs = Replications.Once(replication => Open(load, replication));
        Replications.ShouldAgree(replication => runs(replication).Latency.Mean * 1e3, 1 / (1 - load));
        Replications.ShouldAgree(
            replication => runs(replication).Latency.Quantile(0.99) * 1e3, Math.Log(100) / (1 - load));

        static ClientTally Open(double load, ulong replication)
        {
            var shop = new Shop(new Exponential(1.Ms), replication: replication);
            var its = shop.Client(new OpenLoad((load * 1000).PerSecond), Terms).Tally;
            shop.Run(2.S);
            shop.World.RestartStatistics();
            shop.Run(62.S);
            return its;
        }
    }

    /// The machine repairman, by mean value analysis: R(n) = S (1 + Q(n−1)), X(n) = n / (Z + R(n)), Q(n) = X(n) R(n).
    [Theory]
    [InlineData(1, 5.0), InlineData(5, 5.0), InlineData(20, 10.0)]
    public void Users_that_think_make_the_throughput_and_latency_of_mean_value_analysis(int users, double think)
    {
        var (queue, response, rate) = (0.0, 0.0, 0.0);
        for (var n = 1; n <= users; n++)
            (response, rate, queue) = (1 + queue, n / (think + 1 + queue), n / (think + 1 + queue) * (1 + queue));
        var runs = Replications.Once(Closed);
        Replications.ShouldAgree(replication => runs(replication).Latency.Mean * 1e3, response);
        Replications.ShouldAgree(replication => runs(replication).Served / 20e3, rate);

        // One thread for each connection that is kept, or one for all; they share one CPU.
        ClientTally Closed(ulong replication)
        {
            var areKept = replication % 2 == 0;
            var shop = new Shop(new Exponential(1.Ms), workers: areKept ? users : 1, replication: replication);
            var its = shop.Client(new ClosedLoad(users, new Exponential(think.Ms)),
                Terms with { Connections = areKept ? new KeepAliveConnections() : new PerRequest() }).Tally;
            shop.Run(1.S);
            shop.World.RestartStatistics();
            shop.Run(21.S);
            return its;
        }
    }

    /// M/M/c/K: c threads serve, backlog + 1 connections stand in line; whose request for a connection finds it full is
    /// not answered, and gives up before its kernel asks again, a second later. p(n) ∝ aⁿ / n! up to c, then · a/c.
    [Theory]
    [InlineData(1, 0, 0.8), InlineData(1, 4, 0.9), InlineData(3, 2, 4.0)]
    public void Requests_that_find_the_backlog_full_are_lost_as_in_an_MMcK(int c, int backlog, double load)
    {
        var (share, sum) = (1.0, 1.0);
        for (var n = 1; n <= c + backlog + 1; n++) sum += share *= load / Math.Min(n, c);
        Replications.ShouldAgree(Lost, share / sum);

        double Lost(ulong replication)
        {
            var shop = new Shop(new Exponential(1.Ms), workers: c, cpus: c, backlog, replication: replication,
                family: SocketFamily.Network);
            var its = shop.Client(new OpenLoad((load * 1000).PerSecond), Terms with { Timeout = 900.Ms }).Tally;
            shop.Run(2.S);
            shop.World.RestartStatistics();
            shop.Run(32.S);
            (its.Failed, its.Shed).ShouldBe((its.AttemptsBy(Outcome.TimedOut), 0));
            return (double)its.Failed / (its.Failed + its.Served);
        }
    }
}

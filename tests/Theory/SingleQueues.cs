using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Theory;

/// M/M/c by open arrivals: a thread that sleeps and spawns. The truth must
/// lie inside the 99 % interval of 20 replications.
public class SingleQueues
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.8)]
    [InlineData(2, 0.8)]
    public void Mean_time_in_system_is_that_of_MMc(int cpus, double load)
    {
        var means = Enumerable.Range(0, 20).Select(i => MeanTurnaround(cpus, load, replication: (ulong)i)).ToArray();
        var mean = means.Average();
        var half = 2.861 * Math.Sqrt(means.Sum(x => (x - mean) * (x - mean)) / 19 / 20); // t(19, 0.995)
        Math.Abs(mean - Expected(cpus, load)).ShouldBeLessThan(half);
        half.ShouldBeLessThan(0.05 * mean, "an interval that is too wide proves nothing");
    }

    /// Service takes 1 ms on average; the customers' machine has the CPUs, the source one of its own.
    static double MeanTurnaround(int cpus, double load, ulong replication)
    {
        var simulation = new Simulation(seed: 7, replication);
        var server = new Machine(simulation, cpus, new Fcfs());
        var shop = server.Process("shop");
        var source = new Machine(simulation, 1, new Fcfs());
        var visit = new Program("customer", new Compute(new Exponential(1.Ms)));
        var customers = server.Start(shop, "customer", visit, count: 0);
        var arrivals = new Program("arrivals",
            new Repeat(40_000, [new Sleep(new Exponential((1 / (load * cpus)).Ms)), new Arrive(customers)]));
        source.Start(source.Process("outside"), "source", arrivals);
        source.Run(Instant.Start + (2_000 / load / cpus).Ms);
        server.RestartStatistics();
        source.Run().Reason.ShouldBe(EndReason.Done);
        return customers.Turnaround.Mean * 1e3;
    }

    /// Erlang C: W = 1/μ + C(c, a) / (cμ − λ).
    static double Expected(int c, double load)
    {
        var a = load * c;
        var (term, sum) = (1.0, 0.0);
        for (var k = 0; k < c; k++, term *= a / k) sum += term;
        var erlang = term / (1 - load) / (sum + term / (1 - load));
        if (c == 2 && load == 0.8) erlang.ShouldBe(0.711111, 1e-6);
        return 1 + erlang / (c - a);
    }

    sealed class Arrive(ThreadClass customers) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            customers.Process.Machine.Start(customers);
            return Flow.Next;
        }
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Theory;

/// M/M/c by open arrivals: a thread that sleeps and spawns. Service takes 1 ms on average.
public class SingleQueues
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.8)]
    [InlineData(2, 0.8)]
    [InlineData(4, 0.9)]
    public void Mean_time_in_system_is_that_of_MMc(int cpus, double load) =>
        Replications.ShouldAgree(replication => Station.MeanTimes(
            new Fcfs(), replication, 40_000, [new(load * cpus, new Exponential(1.Ms))], cpus)[0], Expected(cpus, load));

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
}

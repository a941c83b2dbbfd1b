using Timeslice.Des;
using Timeslice.Experiments;

namespace Timeslice.Tests.Theory;

/// Response times of M/M/1 by Lindley's recursion, whose mean is 1/(μ − λ): does the interval of one run hold it?
public class LongRuns
{
    const int Replications = 200;

    [Theory]
    [InlineData(0.5, 20_000)]
    [InlineData(0.8, 100_000)]
    public void The_interval_from_one_run_covers_the_mean_as_often_as_it_says(double load, int customers)
    {
        var (covered, trusted) = (0, 0);
        for (var replication = 0; replication < Replications; replication++)
        {
            var batches = Run(load, customers, replication);
            if (batches.IsTrusted) trusted++;
            if (batches.Estimate("1") is { } mean && mean.Low <= 1 / (1 - load) && 1 / (1 - load) <= mean.High)
                covered++;
        }
        (100.0 * covered / Replications).ShouldBeInRange(88, 98, $"{trusted} of {Replications} are trusted");
        trusted.ShouldBeGreaterThan(Replications * 3 / 4);
    }

    [Fact]
    public void A_run_too_short_for_its_load_is_not_trusted()
    {
        var trusted = Enumerable.Range(0, Replications).Count(replication => Run(0.9, 500, replication).IsTrusted);
        trusted.ShouldBeLessThan(Replications / 10);
        Run(0.5, 19, replication: 0).IsTrusted.ShouldBeFalse("19 batches are too few, whatever they say");
    }

    /// At load 0.9, 60 000 customers are off by 8 % of the mean as a matter of course: one run's 12 % is noise.
    [Fact]
    public void At_load_90_percent_60_000_customers_scatter_by_8_percent_and_are_hardly_biased()
    {
        var means = Enumerable.Range(0, Replications).Select(i => Run(0.9, 60_000, i).Estimate("1").Mean / 10).ToList();
        var mean = means.Average();
        mean.ShouldBe(1, 0.02);
        Math.Sqrt(means.Average(x => (x - mean) * (x - mean))).ShouldBeInRange(0.06, 0.10);
    }

    static BatchMeans Run(double load, int customers, int replication)
    {
        var random = new RandomStream(11, (ulong)replication, "M/M/1");
        var batches = new BatchMeans();
        var wait = 0.0;
        for (var i = 0; i < customers; i++)
        {
            var service = -Elementary.Log(random.NextUniform());
            batches.Add(wait + service);
            wait = Math.Max(0, wait + service + Elementary.Log(random.NextUniform()) / load);
        }
        return batches;
    }
}

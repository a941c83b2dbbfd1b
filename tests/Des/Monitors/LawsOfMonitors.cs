using MathNet.Numerics.Statistics;
using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Tests.Des;

/// Observations, against MathNet and against all of them sorted.
public class LawsOfMonitors
{
    // MathNet takes the rank from p × n as doubles give it, so its 0.07 of 100 is the 8th: not among these.
    static readonly double[] Shares = [0, 0.01, 0.1, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(7), InlineData(100), InlineData(SampleMonitor.Kept)]
    public void Few_observations_have_the_quantiles_of_MathNet_by_definition_1(int count)
    {
        var data = Numbers(count, "few");
        var monitor = Watched(data);
        foreach (var p in Shares)
            monitor.Quantile(p).ShouldBe(Statistics.QuantileCustom(data, p, QuantileDefinition.R1), $"p = {p}");
    }

    [Theory]
    [InlineData(SampleMonitor.Kept + 1), InlineData(10_000), InlineData(200_000)]
    public void The_quantile_of_many_is_less_than_a_thousandth_nearer_to_0(int count)
    {
        var data = Numbers(count, "many");
        var monitor = Watched(data);
        foreach (var p in Shares)
        {
            var exact = Statistics.QuantileCustom(data, p, QuantileDefinition.R1);
            Math.Abs(monitor.Quantile(p) / exact - 1).ShouldBeLessThan(0.001, $"p = {p}: {exact:R}");
        }
        (monitor.Quantile(0), monitor.Quantile(1)).ShouldBe((data.Min(), data.Max()));
    }

    [Theory]
    [InlineData(2), InlineData(50), InlineData(20_000)]
    public void Mean_and_variance_are_those_of_MathNet_far_from_0_too(int count)
    {
        foreach (var offset in new[] { 0, 1e9 })
        {
            var data = Numbers(count, "moments").Select(x => x + offset).ToArray();
            var monitor = Watched(data);
            monitor.Mean.ShouldBe(data.Mean(), 1e-12 * (1 + offset));
            (monitor.Variance / data.Variance()).ShouldBe(1, offset == 0 ? 1e-10 : 1e-6);
        }
    }

    [Fact]
    public void A_share_that_makes_a_whole_rank_is_that_rank()
    {
        // 0.07 × 100 is 7.000000000000001 in doubles.
        var monitor = Watched([.. Enumerable.Range(1, 100).Select(i => (double)i)]);
        for (var rank = 1; rank <= 100; rank++) monitor.Quantile(rank / 100.0).ShouldBe(rank);
    }

    [Fact]
    public void Whole_numbers_up_to_2048_are_exact_however_many()
    {
        var monitor = new SampleMonitor();
        for (var round = 0; round < 3; round++)
            for (var i = -2048; i <= 2048; i++) monitor.Add(i);
        for (var i = -2048; i <= 2048; i++) monitor.Quantile((i + 2049) / 4097.0).ShouldBe(i);
    }

    [Theory]
    [InlineData(10, 20), InlineData(600, 600), InlineData(5, 3_000), InlineData(3_000, 5), InlineData(4_000, 4_000)]
    public void Several_joined_are_one_that_observed_all(int first, int second)
    {
        var (a, b) = (Numbers(first, "first"), Numbers(second, "second"));
        var joined = SampleMonitor.Of([Watched(a), new(), Watched(b)]);
        var one = Watched([.. a, .. b]);
        (joined.Count, joined.Min, joined.Max).ShouldBe((one.Count, one.Min, one.Max));
        foreach (var p in Shares) joined.Quantile(p).ShouldBe(one.Quantile(p));
        joined.Mean.ShouldBe(one.Mean, 1e-10);
        (joined.Variance / one.Variance).ShouldBe(1, 1e-10);
    }

    [Theory]
    [InlineData(9), InlineData(5_000)]
    public void What_has_been_restarted_is_as_new(int count)
    {
        var (used, fresh) = (Watched(Numbers(count, "before")), new SampleMonitor());
        used.Restart();
        (used.Count, double.IsNaN(used.Mean), double.IsNaN(used.Quantile(0.5))).ShouldBe((0, true, true));
        foreach (var number in Numbers(2_000, "after"))
        {
            used.Add(number);
            fresh.Add(number);
        }
        (used.Mean, used.Variance, used.Min, used.Max).ShouldBe((fresh.Mean, fresh.Variance, fresh.Min, fresh.Max));
        foreach (var p in Shares) used.Quantile(p).ShouldBe(fresh.Quantile(p));
    }

    [Theory]
    [InlineData(100), InlineData(50_000)]
    public void The_bars_of_a_histogram_hold_all_between_the_extremes(int count)
    {
        var monitor = Watched(Numbers(count, "bars"));
        var bars = monitor.Histogram(7);
        bars.Sum(bar => bar.Weight).ShouldBe(count);
        (bars[0].From, bars[^1].To, bars.Count).ShouldBe((monitor.Min, monitor.Max, 7));
        foreach (var (left, right) in bars.Zip(bars.Skip(1))) left.To.ShouldBe(right.From);
    }

    [Fact]
    public void The_bars_count_what_lies_in_them()
    {
        var monitor = Watched([0, 1, 2.5, 3, 9.9, 10]);
        monitor.Histogram(4).Select(bar => bar.Weight).ShouldBe([2, 2, 0, 2]);
        Watched([5, 5, 5]).Histogram(3).Select(bar => bar.Weight).ShouldBe([3, 0, 0]);
        new SampleMonitor().Histogram(3).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        var monitor = new SampleMonitor();
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => monitor.Add(bad));
        foreach (var bad in new[] { -0.1, 1.1, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => monitor.Quantile(bad));
    }

    [Fact]
    public void A_tally_is_exact_at_the_ends_of_time()
    {
        var tally = new Tally();
        for (var i = 0; i < 5_000; i++) tally.Add(Duration.Max);
        for (var i = 0; i < 5_000; i++) tally.Add(Duration.Max - 2.Ns);
        tally.Mean.ShouldBe((long.MaxValue - 1) / 1e9);
        // Each lies 1 ns from the mean; the squares alone sum to 2^139.
        tally.Variance.ShouldBe(1e-18 * 10_000 / 9_999, 1e-30);
        (tally.Min, tally.Max).ShouldBe((Duration.Max - 2.Ns, Duration.Max));
        Tally.Of([tally, tally]).Variance.ShouldBe(1e-18 * 20_000 / 19_999, 1e-30);
    }

    [Fact]
    public void A_tally_of_many_is_exact_to_the_nanosecond_below_2048_and_to_a_thousandth_above()
    {
        var random = new RandomStream(5, 0, "durations");
        var tally = new Tally();
        var sorted = new long[20_000];
        foreach (ref var ns in sorted.AsSpan())
        {
            ns = (long)Elementary.Exp(42 * random.NextUniform()) - 1;
            tally.Add(new(ns));
        }
        Array.Sort(sorted);
        for (var rank = 1; rank <= sorted.Length; rank += 7)
        {
            var (exact, told) = (sorted[rank - 1], tally.Quantile(rank / (double)sorted.Length) * 1e9);
            told.ShouldBeInRange(exact <= 2048 ? exact - 1e-6 : exact * (1 - 1 / 1024.0), exact * (1 + 1e-15));
        }
        sorted.Count(ns => ns == 0).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_tally_speaks_in_seconds()
    {
        var tally = new Tally();
        foreach (var duration in new[] { 3.Ms, 1.Ms, 2.Ms, Duration.Zero }) tally.Add(duration);
        (tally.Mean, tally.Quantile(0.5), tally.Quantile(1)).ShouldBe((0.0015, 0.001, 0.003));
        tally.StandardDeviation.ShouldBe(0.0012909944487358056, 1e-15);
        tally.Histogram(3).ShouldBe([new(0, 0.001, 1), new(0.001, 0.002, 1), new(0.002, 0.003, 2)]);
    }

    /// Positive, negative and zero, over twelve powers of ten.
    static double[] Numbers(int count, string name)
    {
        var random = new RandomStream(1, 0, name);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextUniform() - 0.3)
            * Elementary.Exp(28 * random.NextUniform() - 20))];
    }

    static SampleMonitor Watched(double[] numbers)
    {
        var monitor = new SampleMonitor();
        foreach (var number in numbers) monitor.Add(number);
        return monitor;
    }
}

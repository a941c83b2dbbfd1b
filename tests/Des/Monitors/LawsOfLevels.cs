using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Tests.Des;

/// Numbers that change over time, against sums over every nanosecond.
public class LawsOfLevels
{
    readonly Simulation simulation = new();

    [Fact]
    public void Each_value_counts_for_as_long_as_it_lasts()
    {
        var level = new LevelMonitor(simulation, initial: 2);
        Pass(6.Ms);
        level.Set(0);
        Pass(3.Ms);
        level.Change(+8);
        Pass(1.Ms);
        (level.Value, level.Min, level.Max, level.Elapsed).ShouldBe((8, 0, 8, 10.Ms));
        level.Mean.ShouldBe(2, 1e-15);
        level.Variance.ShouldBe((3 * 4 + 36) / 10.0, 1e-14);
        new[] { 0, 0.3, 0.31, 0.5, 0.9, 0.91, 1 }.Select(level.Quantile).ShouldBe([0, 0, 2, 2, 2, 8, 8]);
        level.Histogram(2).ShouldBe([new(0, 4, 9_000_000), new(4, 8, 1_000_000)]);
    }

    [Fact]
    public void A_level_agrees_with_a_sum_over_every_nanosecond()
    {
        var random = new RandomStream(3, 0, "level");
        var level = new LevelMonitor(simulation);
        var counted = new TimeWeighted();
        var every = new SampleMonitor();
        for (var change = 0; change < 400; change++)
        {
            var ns = (int)(random.NextUniform() * 20);
            for (var i = 0; i < ns; i++) every.Add(level.Value);
            Pass(ns.Ns);
            var next = (int)(random.NextUniform() * 50);
            level.Set(next);
            counted.Set(simulation.Now.Nanoseconds, next);
        }
        level.Mean.ShouldBe(every.Mean, 1e-12);
        level.Mean.ShouldBe(counted.Mean(simulation.Now.Nanoseconds), 1e-12);
        level.Variance.ShouldBe(every.Variance * (every.Count - 1) / every.Count, 1e-9);
        for (var p = 0.0; p <= 1; p += 1.0 / 64) level.Quantile(p).ShouldBe(every.Quantile(p));
    }

    [Fact]
    public void Reading_changes_nothing()
    {
        var (read, unread) = (new LevelMonitor(simulation), new LevelMonitor(simulation));
        var random = new RandomStream(4, 0, "reading");
        for (var change = 0; change < 1_000; change++)
        {
            Pass((random.NextUniform() * 3).Us);
            (_, _, _) = (read.Mean, read.Quantile(0.5), read.Histogram(3));
            Pass((random.NextUniform() * 3).Us);
            var next = random.NextUniform();
            read.Set(next);
            unread.Set(next);
        }
        (read.Mean, read.Variance, read.Quantile(0.9)).ShouldBe((unread.Mean, unread.Variance, unread.Quantile(0.9)));
    }

    [Fact]
    public void A_restart_forgets_the_past_and_keeps_the_value()
    {
        var level = new LevelMonitor(simulation, initial: 100);
        Pass(1.S);
        level.Set(7);
        level.Restart();
        (level.Value, level.Min, level.Max, double.IsNaN(level.Mean)).ShouldBe((7, 7, 7, true));
        double.IsNaN(level.Quantile(0.5)).ShouldBeTrue();
        Pass(1.Ms);
        (level.Mean, level.Variance, level.Quantile(1), level.Elapsed).ShouldBe((7, 0, 7, 1.Ms));
    }

    [Fact]
    public void A_value_that_lasts_no_time_is_an_extreme_and_nothing_else()
    {
        var level = new LevelMonitor(simulation);
        Pass(1.Ms);
        level.Set(50);
        level.Set(1);
        Pass(1.Ms);
        (level.Mean, level.Max, level.Quantile(1)).ShouldBe((0.5, 50, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => level.Set(double.NaN));
        level.Value.ShouldBe(1);
    }

    void Pass(Duration time) => simulation.PassTo(simulation.Now + time);
}

using Timeslice.Des;
using Timeslice.Experiments;

namespace Timeslice.Tests.Experiments;

/// Where a series settles, against the definition written out.
public class LawsOfTruncation
{
    [Fact]
    public void A_series_with_a_known_transient_is_cut_at_its_end_or_little_later()
    {
        var random = new RandomStream(1, 0, "noise");
        foreach (var transient in new[] { 0, 50, 200, 400 })
        {
            var series = Enumerable.Range(0, 2_000)
                .Select(i => (i < transient ? 10.0 : 0) + random.NextUniform()).ToArray();
            var cut = Mser5.Of(series);
            cut.IsConclusive.ShouldBeTrue();
            cut.Observations.ShouldBeInRange(transient, transient + 25);
        }
    }

    [Fact]
    public void A_decay_is_cut_where_the_noise_hides_it()
    {
        var random = new RandomStream(2, 0, "noise");
        var series = Enumerable.Range(0, 4_000)
            .Select(i => 20 * Elementary.Exp(-i / 100.0) + random.NextUniform()).ToArray();
        var cut = Mser5.Of(series);
        cut.IsConclusive.ShouldBeTrue();
        cut.Observations.ShouldBeInRange(300, 900);
    }

    [Fact]
    public void It_is_the_minimum_that_the_definition_names()
    {
        var random = new RandomStream(3, 0, "walk");
        for (var round = 0; round < 200; round++)
        {
            var walk = 0.0;
            var series = new double[10 + (int)(random.NextUniform() * 400)];
            foreach (ref var each in series.AsSpan()) each = walk = 0.9 * walk + random.NextUniform();
            Mser5.Of(series).Observations.ShouldBe(ByDefinition(series), $"round {round}");
        }
    }

    [Fact]
    public void A_series_that_never_settles_is_inconclusive() =>
        Mser5.Of([.. Enumerable.Range(0, 1_000).Select(i => (double)i)]).IsConclusive.ShouldBeFalse();

    [Fact]
    public void What_does_not_vary_is_settled_from_the_start() =>
        Mser5.Of([.. Enumerable.Repeat(0.1, 1_000)]).ShouldBe(new(0, IsConclusive: true));

    [Fact]
    public void A_series_too_short_to_halve_is_refused() =>
        Should.Throw<ArgumentException>(() => Mser5.Of(new double[9])).Message.ShouldContain("given: 9");

    static int ByDefinition(double[] series)
    {
        var means = series.Chunk(5).Where(batch => batch.Length == 5).Select(batch => batch.Average()).ToList();
        double Statistic(int d)
        {
            var kept = means.Skip(d).ToList();
            var mean = kept.Average();
            return kept.Sum(y => (y - mean) * (y - mean)) / kept.Count / kept.Count;
        }
        return 5 * Enumerable.Range(0, means.Count / 2 + 1).MinBy(Statistic);
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Language.Quantities;

namespace Timeslice.Tests.Contracts;

/// Laws that hold for every distribution that the catalog finds.
public class EveryDistribution
{
    const int Draws = 200_000;

    public static TheoryData<string> Kinds => Samples.Of("distribution");

    [Theory, MemberData(nameof(Kinds))]
    public void Has_the_mean_that_it_says(string kind)
    {
        var distribution = Samples.Make<Distribution>(kind, Dimension.Duration);
        var random = new RandomStream(11, 0, kind);
        var values = Enumerable.Range(0, Draws).Select(_ => distribution.Sample(ref random)).ToArray();
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / Draws / Draws);
        Math.Abs(mean - distribution.Mean).ShouldBeLessThanOrEqualTo(4 * error + 1e-6 * distribution.Mean);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Gives_nothing_beyond_its_bound(string kind)
    {
        var distribution = Samples.Make<Distribution>(kind, Dimension.Duration);
        var random = new RandomStream(12, 0, kind);
        for (var i = 0; i < Draws; i++) distribution.Sample(ref random).ShouldBeLessThanOrEqualTo(distribution.Most);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Gives_the_same_numbers_from_the_same_stream(string kind)
    {
        var distribution = Samples.Make<Distribution>(kind, Dimension.Duration);
        var (one, two) = (new RandomStream(11, 0, kind), new RandomStream(11, 0, kind));
        for (var i = 0; i < 1000; i++) distribution.Sample(ref one).ShouldBe(distribution.Sample(ref two));
    }
}

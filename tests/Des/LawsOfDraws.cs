using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Tests.Des;

/// What models in C# draw is what scenarios draw.
public class LawsOfDraws
{
    delegate Duration Draw(ref RandomStream random);

    [Fact]
    public void Exponential_durations_are_those_of_the_distribution() =>
        Check(new Exponential(3.Ms), (ref random) => random.Exponential(3.Ms));

    [Fact]
    public void Uniform_durations_are_those_of_the_distribution() =>
        Check(new Uniform(2.Us, 7.S), (ref random) => random.Uniform(2.Us, 7.S));

    [Fact]
    public void Normal_durations_are_those_of_the_distribution_cut_off_at_0() =>
        Check(new Normal(2.Ms, 3.Ms), (ref random) => random.Normal(2.Ms, 3.Ms));

    [Fact]
    public void Whole_numbers_reach_both_ends_and_each_is_as_likely()
    {
        var random = new RandomStream(5, 0, "whole");
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++) counts[random.Whole(-2, 3) + 2]++;
        // A count lies beyond 4 standard deviations once in 16 000.
        foreach (var count in counts) ((double)count).ShouldBe(10_000, 4 * Math.Sqrt(60_000 * (5 / 36.0)));
        random.Whole(7, 7).ShouldBe(7);
        random.Whole(int.MinValue, int.MaxValue).ShouldBeInRange(int.MinValue, int.MaxValue);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused_by_name()
    {
        Refused("mean", (ref random) => random.Exponential(Duration.Zero));
        Refused("to", (ref random) => random.Uniform(2.S, 1.S));
        Refused("sigma", (ref random) => random.Normal(1.S, (-1).S));
        Refused("most", (ref random) => random.Whole(2, 1).S);
    }

    static void Refused(string parameter, Draw draw)
    {
        var random = new RandomStream(5, 0, "refused");
        Should.Throw<ArgumentOutOfRangeException>(() => draw(ref random)).ParamName.ShouldBe(parameter);
    }

    static void Check(RandomDuration expected, Draw draw)
    {
        var (one, other) = (new RandomStream(5, 0, "draws"), new RandomStream(5, 0, "draws"));
        for (var i = 0; i < 1_000; i++) draw(ref one).ShouldBe(expected.Draw(ref other));
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Tests.Des;

/// Draws give the numbers of the distributions, bit for bit, from one uniform number each.
public class LawsOfDraws
{
    const ulong Seed = 5;

    RandomStream drawn = new(Seed, 0, "x");
    RandomStream sampled = new(Seed, 0, "x");

    [Fact]
    public void Numbers_are_those_of_the_distributions()
    {
        for (var i = 0; i < 10_000; i++)
        {
            drawn.Exponential(2.5).ShouldBe(new Exponential(2.5).Sample(ref sampled));
            drawn.Uniform(1.0, 3.0).ShouldBe(new Uniform(1.0, 3.0).Sample(ref sampled));
            drawn.Normal(1.0, 0.2).ShouldBe(new Normal(1.0, 0.2).Sample(ref sampled));
            drawn.Lognormal(3.0, 0.7).ShouldBe(new Lognormal(3.0, 0.7).Sample(ref sampled));
            drawn.Pareto(3.0, 1.5).ShouldBe(new Pareto(3.0, 1.5).Sample(ref sampled));
        }
    }

    [Fact]
    public void Durations_are_those_of_the_distributions()
    {
        for (var i = 0; i < 10_000; i++)
        {
            drawn.Exponential(2.Ms).ShouldBe(Sampled(new Exponential(2.Ms)));
            drawn.Uniform(1.Us, 3.Us).ShouldBe(Sampled(new Uniform(1.Us, 3.Us)));
            drawn.Normal(1.Us, 1.Us).ShouldBe(Sampled(new Normal(1.Us, 1.Us)));
            drawn.Lognormal(3.Ms, 0.7).ShouldBe(Sampled(new Lognormal(3.Ms, 0.7)));
            drawn.Pareto(3.Ms, 1.5).ShouldBe(Sampled(new Pareto(3.Ms, 1.5)));
        }
    }

    [Fact]
    public void A_choice_is_that_of_the_distribution()
    {
        var choice = new Choice([new Constant(1), new Constant(2), new Constant(3)]);
        for (var i = 0; i < 10_000; i++) drawn.Choice(1.0, 2.0, 3.0).ShouldBe(choice.Sample(ref sampled));
    }

    [Fact]
    public void A_chance_comes_as_often_as_it_says() =>
        Enumerable.Range(0, 100_000).Count(_ => drawn.Chance(0.3)).ShouldBeInRange(29_500, 30_500);

    [Fact]
    public void A_name_has_one_stream_which_is_none_of_the_processes()
    {
        var simulation = new Simulation(Seed);
        var arrivals = simulation.Random("arrivals");
        simulation.Random("arrivals").ShouldBeSameAs(arrivals);
        var process = simulation.Start("arrivals", Nothing());
        var expected = new RandomStream(Seed, 0, "arrivals");
        arrivals.Exponential(2.Ms).ShouldBe(expected.Exponential(2.Ms));
        process.Random.Exponential(2.Ms).ShouldNotBe(simulation.Random("arrivals").Exponential(2.Ms));
        simulation.Random("services").Stream.NextBits().ShouldNotBe(arrivals.Stream.NextBits());

        async SimTask Nothing() => await simulation.Delay(1.Ns);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => drawn.Exponential(Duration.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => drawn.Uniform(2.Ms, 1.Ms));
        Should.Throw<ArgumentOutOfRangeException>(() => drawn.Normal(1.0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => drawn.Lognormal(0.0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => drawn.Pareto(1.Ms, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => drawn.Chance(1.5));
        Should.Throw<ArgumentException>(() => drawn.Choice<int>());
    }

    Duration Sampled(RandomDuration of) => of.Draw(ref sampled);
}

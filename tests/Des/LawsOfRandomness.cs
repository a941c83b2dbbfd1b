using MathNet.Numerics.Distributions;
using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Tests.Des;

/// Streams are the same everywhere and independent of each other; variates follow their law.
public class LawsOfRandomness
{
    const int Draws = 100_000;

    public static TheoryData<string, Distribution, Func<double, double>> Laws => new()
    {
        { "uniform", new Uniform(2, 6), x => (x - 2) / 4 },
        { "exponential", new Timeslice.Des.Distributions.Exponential(3.0), x => 1 - Math.Exp(-x / 3) },
        {
            "normal", new Timeslice.Des.Distributions.Normal(10, 2),
            x => MathNet.Numerics.Distributions.Normal.CDF(10, 2, x)
        },
        { "lognormal", new Lognormal(5.0, 0.5), x => LogNormal.CDF(Math.Log(5) - 0.125, 0.5, x) },
        { "pareto", new Timeslice.Des.Distributions.Pareto(1.0, 1.5), x => 1 - Math.Pow(1 / x, 1.5) },
    };

    [Theory, MemberData(nameof(Laws))]
    public void Variates_follow_their_law(string name, Distribution distribution, Func<double, double> probability)
    {
        var random = new RandomStream(seed: 5, replication: 0, path: name);
        var drawn = Enumerable.Range(0, Draws)
            .Select(_ => probability(distribution.Sample(ref random))).Order().ToArray();
        // Kolmogorov–Smirnov: beyond 1.95 / √n once in a thousand.
        var distance = drawn
            .Select((p, i) => Math.Max(Math.Abs(p - (double)i / Draws), Math.Abs(p - (i + 1.0) / Draws))).Max();
        distance.ShouldBeLessThan(1.95 / Math.Sqrt(Draws));
    }

    [Fact]
    public void The_inverse_normal_is_right_to_fifteen_digits()
    {
        // Wichura's own test values, AS 241.
        StandardNormal.Quantile(0.25).ShouldBe(-0.6744897501960817, 1e-15);
        StandardNormal.Quantile(0.001).ShouldBe(-3.090232306167814, 1e-14);
        StandardNormal.Quantile(1e-20).ShouldBe(-9.262340089798408, 1e-13);
    }

    [Fact]
    public void A_choice_takes_each_value_by_its_weight_and_never_one_of_weight_0()
    {
        var choice = new Choice([new Constant(1), new Constant(2), new Constant(3)], [3, 1, 0]);
        choice.Mean.ShouldBe(1.25, 1e-12);
        var random = new RandomStream(5, 0, "choice");
        var counts = new int[4];
        for (var i = 0; i < Draws; i++) counts[(int)choice.Sample(ref random)]++;
        counts[3].ShouldBe(0);
        (counts[1] / (double)Draws).ShouldBe(0.75, 3.3 * Math.Sqrt(0.75 * 0.25 / Draws));
    }

    [Fact]
    public void A_uniform_number_is_never_0_nor_1_and_covers_all_between()
    {
        var random = new RandomStream(6, 0, "uniform");
        var (least, greatest) = (1.0, 0.0);
        for (var i = 0; i < 1_000_000; i++)
        {
            var u = random.NextUniform();
            (least, greatest) = (Math.Min(least, u), Math.Max(greatest, u));
        }
        least.ShouldBeInRange(double.Epsilon, 1e-5);
        greatest.ShouldBeInRange(1 - 1e-5, 1 - 1e-17);
        greatest.ShouldBeLessThan(1);
    }

    [Fact]
    public void The_first_numbers_of_a_stream_never_change()
    {
        var random = new RandomStream(seed: 42, replication: 3, path: "workshop/worker");
        var first = Enumerable.Range(0, 3).Select(_ => random.NextBits()).ToArray();
        first.ShouldBe([13000449262748062378, 15162098671991781142, 3913267114339021802]);
    }

    [Fact]
    public void The_generator_is_xoroshiro128_starstar()
    {
        // From state (1, 2), as in the test vectors of the reference implementation by Blackman and Vigna.
        var reference = new RandomStream(s0: 1, s1: 2);
        Enumerable.Range(0, 4).Select(_ => reference.NextBits())
            .ShouldBe([5760, 97769243520, 9706862127477703552, 9223447511460779954]);
    }

    [Fact]
    public void Streams_of_other_names_seeds_and_replications_are_others()
    {
        var firsts = new HashSet<ulong>();
        for (var i = 0; i < 1000; i++)
        {
            firsts.Add(new RandomStream(42, 0, $"thread/{i}").NextBits());
            firsts.Add(new RandomStream(42, (ulong)i + 1, "thread").NextBits());
            firsts.Add(new RandomStream((ulong)i, 0, "other").NextBits());
            firsts.Add(new RandomStream(RandomStream.Key(RandomStream.Key(42, 0, "class"), i)).NextBits());
        }
        firsts.Count.ShouldBe(4000);
    }

    [Fact]
    public void Neighbouring_streams_are_uncorrelated()
    {
        var (x, y) = (new RandomStream(RandomStream.Key(7, 1)), new RandomStream(RandomStream.Key(7, 2)));
        var sum = 0.0;
        for (var i = 0; i < Draws; i++) sum += (x.NextUniform() - 0.5) * (y.NextUniform() - 0.5) * 12;
        Math.Abs(sum / Math.Sqrt(Draws)).ShouldBeLessThan(3.3);
    }
}

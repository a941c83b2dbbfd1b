using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Clients;

namespace Timeslice.Tests.Kernel.Clients;

/// <summary>When requests come: instants worked out by hand, and counts by closed forms.</summary>
public sealed class LawsOfArrivals
{
    const ulong Key = 99;

    /// The first arrivals, in seconds.
    static List<double> Arrivals(Intensity rate, Arrivals arrivals, int count, ulong key = Key)
    {
        var (course, random) = (rate.Begin(key), new RandomStream(RandomStream.Key(key, "arrivals")));
        var all = new List<double>();
        while (all.Count < count)
        {
            rate.Advance(ref course, arrivals.Step(ref random));
            all.Add((course.Whole + course.Rest) / 1e9);
        }
        return all;
    }

    static void ShouldBe(List<double> times, params double[] expected)
    {
        times.Count.ShouldBe(expected.Length);
        for (var i = 0; i < expected.Length; i++)
            if (double.IsInfinity(expected[i])) times[i].ShouldBe(expected[i]);
            else times[i].ShouldBe(expected[i], 1e-9);
    }

    [Fact]
    public void Deterministic_arrivals_keep_their_distance_and_no_rounding_adds_up()
    {
        var shop = new Shop(Duration.Zero);
        var its = shop.Client(new OpenLoad(3.PerSecond, new Deterministic()), new() { Start = 1.Ms }).Tally;
        shop.Run(1000.S);
        // The last at 1 ms + 2999 / 3 s; the 3000th would come just behind.
        its.Intended.ShouldBe(2999);
        Arrivals(3.PerSecond, new Deterministic(), 3_000_000)[^1].ShouldBe(1e6, 1e-9);
    }

    /// At 2/s for 1 s, 0 for 1 s, 4/s for 1 s, and again.
    [Fact]
    public void Piecewise_rates_come_one_after_the_other_and_again()
    {
        Frequency[] rates = [2.PerSecond, 0.PerSecond, 4.PerSecond];
        var again = new Piecewise(rates, [1.S, 1.S, 1.S], repeat: true);
        ShouldBe(Arrivals(again, new Deterministic(), 9), 0.5, 1, 2.25, 2.5, 2.75, 3, 3.5, 4, 5.25);
        var once = new Piecewise(rates, [1.S, 1.S, 1.S]);
        ShouldBe(Arrivals(once, new Deterministic(), 7), 0.5, 1, 2.25, 2.5, 2.75, 3, double.PositiveInfinity);
        var onAndOn = new Piecewise(rates, [1.S, 1.S]);
        ShouldBe(Arrivals(onAndOn, new Deterministic(), 7), 0.5, 1, 2.25, 2.5, 2.75, 3, 3.25);
    }

    /// What is expected from 0 to t is mean · (t + swing · P/2π · (1 − cos 2πt/P)): at each arrival, a whole number.
    [Fact]
    public void A_sinusoid_rises_and_falls_about_its_mean()
    {
        var (mean, swing, period) = (10.0, 0.8, 4.0);
        var times = Arrivals(new Sinusoid(10.PerSecond, swing, 4.S), new Deterministic(), 400);
        for (var i = 0; i < times.Count; i++)
        {
            var t = times[i];
            var expected = mean * (t + swing * period / (2 * Math.PI) * (1 - Math.Cos(2 * Math.PI * t / period)));
            expected.ShouldBe(i + 1, 1e-6);
        }
        times[39].ShouldBe(4, 1e-6);
    }

    /// In windows of a time t the counts of a Poisson process have mean and variance λt.
    [Fact]
    public void Poisson_arrivals_have_a_dispersion_of_one()
    {
        var (mean, dispersion) = Counts(1000.PerSecond, window: 0.1, windows: 20_000);
        mean.ShouldBe(100, 4 * 10 / Math.Sqrt(20_000));
        dispersion.ShouldBe(1, 4 * Math.Sqrt(2.0 / 20_000));
    }

    /// Fischer and Meier-Hellstern: with r₁ = 1/T₁ and r₂ = 1/T₂ and A = 2(λ₁−λ₂)²r₁r₂ / ((r₁+r₂)²(λ₁r₂+λ₂r₁)),
    /// the index of dispersion for counts is I(t) = 1 + A (1 − (1 − e^{−(r₁+r₂)t}) / ((r₁+r₂)t)).
    [Theory]
    [InlineData(0.05), InlineData(0.5), InlineData(5)]
    public void An_mmpp_has_the_mean_rate_and_the_dispersion_of_the_closed_form(double window)
    {
        var (high, low, longTime, shortTime) = (900.0, 100.0, 0.2, 0.05);
        var (r1, r2) = (1 / shortTime, 1 / longTime);
        var rate = new Mmpp([high.PerSecond, low.PerSecond], [shortTime.S, longTime.S]);
        var (mean, dispersion) = Counts(rate, window, windows: 20_000);
        var expected = (high * r2 + low * r1) / (r1 + r2);
        expected.ShouldBe(260, 1e-9);
        var a = 2 * Math.Pow(high - low, 2) * r1 * r2 / (Math.Pow(r1 + r2, 2) * (high * r2 + low * r1));
        var index = 1 + a * (1 - (1 - Math.Exp(-(r1 + r2) * window)) / ((r1 + r2) * window));
        mean.ShouldBe(expected * window, 4 * Math.Sqrt(index * expected * window / 20_000));
        dispersion.ShouldBe(index, 0.06 * index);
    }

    /// The third moment of a lognormal is large, and yet its mean distance is that of the rate.
    [Fact]
    public void Renewals_have_the_rate_whatever_the_mean_of_their_distribution()
    {
        var times = Arrivals(50.PerSecond, new Renewal(new Lognormal(7, sigma: 1)), 200_000);
        times[^1].ShouldBe(200_000 / 50.0, 4 * 200_000 / 50.0 * 1.311 / Math.Sqrt(200_000));
        Arrivals(50.PerSecond, new Renewal(new Constant(3)), 4)[3].ShouldBe(0.08, 1e-12);
    }

    /// A variant of the server meets the same requests.
    [Fact]
    public void The_same_arrivals_come_whatever_the_server_does_with_them()
    {
        var instants = new List<Instant>[2];
        foreach (var (i, service) in ((int, Duration)[])[(0, 1.Ms), (1, 50.Ms)])
        {
            var shop = new Shop(service);
            var client = shop.Client(new OpenLoad(100.PerSecond), new() { Start = 1.Ms, Timeout = 20.Ms });
            instants[i] = [];
            while (client.Tally.Intended < 100)
            {
                var before = client.Tally.Intended;
                shop.Run(new Duration(shop.World.Simulation.Now.Nanoseconds + 100_000));
                if (client.Tally.Intended > before) instants[i].Add(shop.World.Simulation.Now);
            }
        }
        instants[1].ShouldBe(instants[0]);
    }

    [Fact]
    public void A_trace_is_replayed_to_the_nanosecond()
    {
        Duration[] times = [new(0), new(1), new(1), new(1_000_003), new(2_000_000_001)];
        var shop = new Shop(10.Ns, workers: 5, cpus: 5);
        var load = new Trace(new(times, ["a", "b", "a", "a", "b"]));
        var its = shop.Client(load, new() { Start = 1.Ms, Classes = [new("a"), new("b")] }).Tally;
        var at = new List<long>();
        for (var (i, next) = (0, 0L); i < times.Length; i++)
        {
            next = 1_000_000 + times[i].Nanoseconds;
            shop.Run(new Duration(next - 1));
            var before = its.Intended;
            shop.Run(new Duration(next));
            for (var more = its.Intended - before; more > 0; more--) at.Add(next - 1_000_000);
        }
        at.ShouldBe(times.Select(time => time.Nanoseconds));
        shop.Run(3.S);
        its.ByClass.Select(one => one.Count).ShouldBe([3, 2]);
        its.Latency.Max.ShouldBe(10.Ns);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Steady(0.PerSecond));
        Should.Throw<ArgumentException>(() => new Steady(double.NaN.PerSecond));
        Should.Throw<ArgumentException>(() => new Piecewise([1.PerSecond], [1.S, 1.S]));
        Should.Throw<ArgumentException>(() => new Piecewise([1.PerSecond, 2.PerSecond], [1.S], repeat: true));
        Should.Throw<ArgumentException>(() => new Mmpp([1.PerSecond], [1.S]));
        Should.Throw<ArgumentException>(() => new Mmpp([0.PerSecond, 0.PerSecond], [1.S, 1.S]));
        Should.Throw<ArgumentException>(() => new Sinusoid(1.PerSecond, 1.5, 1.S));
        Should.Throw<ArgumentException>(() => new Renewal(new Constant(0)));
        Should.Throw<ArgumentException>(() => new Burst(1.S, 0));
        Should.Throw<ArgumentException>(() => new ClosedLoad(0));
    }

    static (double Mean, double Dispersion) Counts(Intensity rate, double window, int windows)
    {
        var (course, random, poisson) = (rate.Begin(Key), new RandomStream(Key, 0, "arrivals"), new Poisson());
        var counts = new double[windows];
        while (true)
        {
            rate.Advance(ref course, poisson.Step(ref random));
            if ((course.Whole + course.Rest) / 1e9 / window is var place && place >= windows) break;
            counts[(int)place]++;
        }
        var mean = counts.Average();
        return (mean, counts.Sum(x => (x - mean) * (x - mean)) / (windows - 1) / mean);
    }
}

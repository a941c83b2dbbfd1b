using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Shares of CPU time: what tickets promise, by chance and by arithmetic.
public class LawsOfShares
{
    /// χ² of the numbers of draws; 99.9 % of such sums are below 18.47 with 4 degrees of freedom.
    [Theory]
    [InlineData(new[] { 1, 1, 1, 1, 1 })]
    [InlineData(new[] { 100, 50, 250, 1, 9 })]
    [InlineData(new[] { 1_000_000, 300_000, 1_000, 30_000, 2_000 })]
    public void Lottery_draws_each_as_often_as_its_tickets_say(int[] tickets)
    {
        const int Draws = 200_000;
        var bare = new Bare(new Lottery(1.Ms));
        foreach (var each in tickets) bare.Born(new() { Tickets = each });
        var drawn = new int[tickets.Length];
        for (var i = 0; i < Draws; i++)
        {
            var thread = bare.Pick();
            drawn[thread]++;
            bare.SliceOver(thread);
        }
        tickets.Zip(drawn, (its, count) => (Expected: (double)its / tickets.Sum() * Draws, Count: count))
            .Sum(each => (each.Count - each.Expected) * (each.Count - each.Expected) / each.Expected)
            .ShouldBeLessThan(18.47);
    }

    /// OSTEP, figure 9.2: of two equal jobs, F = first finish / second finish rises to 1 with their length. With R
    /// turns each, F is 1 − C(2R, R) / 4^R on average (Banach's matchboxes).
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public void The_longer_two_equal_jobs_are_the_fairer_is_lottery(int turns)
    {
        const int Trials = 30;
        var values = Enumerable.Range(0, Trials).Select(trial => Fairness(turns, (ulong)trial)).ToList();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(f => (f - mean) * (f - mean)) / (Trials - 1));
        var expected = 1 - Enumerable.Range(1, turns).Aggregate(1.0, (p, k) => p * (2 * k - 1) / (2 * k));
        mean.ShouldBe(expected, 3.659 * deviation / Math.Sqrt(Trials) + 1e-12); // t(29, 0.9995)
    }

    static double Fairness(int turns, ulong seed)
    {
        var bench = new Bench(new Lottery(10.Ms), seed: seed);
        ThreadClass[] jobs = [.. ((string[])["A", "B"]).Select(name => bench.Start(name, new Compute(turns * 10.Ms)))];
        bench.Run();
        return jobs.Min(job => job.Turnaround.Mean) / jobs.Max(job => job.Turnaround.Mean);
    }

    /// Waldspurger and Weihl's example: A uses whole quanta of 100 ms, B gives up the CPU after 20 ms.
    [Theory]
    [InlineData(false, 0.2)]
    [InlineData(true, 1)]
    public void Compensation_tickets_give_their_share_to_those_who_block_often(bool compensation, double ratio)
    {
        var bench = new Bench(new Lottery(100.Ms, compensation));
        var a = bench.Start("A", new Compute(10_000.S));
        var b = bench.Start("B", new Forever([new Compute(20.Ms), new Yield()]));
        bench.Run(until: 2_000.S);
        var got = b.TimeIn(ThreadState.RunningUser).Seconds / a.TimeIn(ThreadState.RunningUser).Seconds;
        (got / ratio).ShouldBe(1, 0.05);
    }

    [Fact]
    public void Another_seed_draws_other_tickets_and_the_same_seed_the_same()
    {
        int[] Drawn(ulong seed)
        {
            var bare = new Bare(new Lottery(1.Ms), seed);
            for (var i = 0; i < 10; i++) bare.Born();
            return [.. Enumerable.Range(0, 10).Select(_ => bare.Pick())];
        }
        Drawn(1).ShouldBe(Drawn(1));
        Drawn(1).ShouldNotBe(Drawn(2));
    }

    /// Of what two threads that are always ready have had together, each has its share to within a quantum, always.
    [Fact]
    public void Stride_is_never_a_quantum_away_from_the_shares_of_any_two()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var random = new RandomStream(seed, 0, "weights");
            var bench = new Bench(new Stride(10.Ms));
            var threads = Enumerable.Range(0, 2 + (int)(seed % 7))
                .Select(i => (Weight: 1 + (int)(random.NextUniform() * random.Choice(3, 100, 1_000_000)), Name: $"{i}"))
                .Select(each => (each.Weight, Class: bench.Machine.Start(bench.Process, each.Name,
                    new Program(each.Name, new Compute(1000.S)), terms: new Terms { Tickets = each.Weight })))
                .ToArray();
            for (var at = Duration.Zero; at < 10.S; at += random.Exponential(50.Ms))
            {
                bench.Run(until: at);
                var got = threads.Select(each => each.Class.TimeIn(ThreadState.RunningUser).Seconds * 1e3).ToArray();
                for (var i = 0; i < threads.Length; i++)
                    for (var j = 0; j < i; j++)
                    {
                        var share = (double)threads[i].Weight / (threads[i].Weight + threads[j].Weight);
                        Math.Abs(got[i] - share * (got[i] + got[j])).ShouldBeLessThan(10, $"seed {seed}");
                    }
            }
        }
    }

    [Fact]
    public void Under_stride_nobody_makes_up_for_time_spent_asleep()
    {
        var bench = new Bench(new Stride(10.Ms));
        var awake = bench.Start("awake", new Compute(1000.S));
        var asleep = bench.Start("asleep", new Sleep(9.993.S), new Compute(1000.S));
        bench.Run(until: 11.S);
        var difference = awake.TimeIn(ThreadState.RunningUser) - asleep.TimeIn(ThreadState.RunningUser);
        difference.ShouldBeInRange(9.98.S, 10.02.S);
    }

    /// Passes are exact for a long time: at a weight of 1, in 64 bits they would overflow after 8.6 s.
    [Fact]
    public void Stride_is_as_fair_after_a_year()
    {
        var bench = new Bench(new Stride(10.Ms));
        var year = 365 * 24 * 3600.S;
        var first = bench.Machine.Start(bench.Process, "first", new Program("first", new Compute(year + 1000.S)),
            terms: new Terms { Tickets = 1 });
        bench.Machine.Start(bench.Process, "second", new Program("second", new Compute(1000.S)),
            at: Instant.Start + year, terms: new Terms { Tickets = 3 });
        bench.Run(until: year + 4.S);
        (first.TimeIn(ThreadState.RunningUser) - year).ShouldBeInRange(0.98.S, 1.02.S);
    }
}

using System.Numerics;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// What EEVDF and CFS promise: shares by weight, at any time and not only in the long run.
public class LawsOfFairShares
{
    static Scheduler Make(string kind) => kind == "fair" ? new Fair() : new Cfs();

    static ThreadClass Hog(Bench bench, string name, Terms terms) =>
        bench.Machine.Start(bench.Process, name, new Program(name, [new Compute(10_000.S)]), terms: terms);

    static double Share(Bench bench, ThreadClass its) => its.CpuTime.Seconds / bench.Machine.Simulation.Now.Seconds;

    /// Measured on Linux 6.18: shares as here, to three digits.
    [Theory]
    [InlineData("fair", new[] { 0, 1 }, new[] { .555, .445 })]
    [InlineData("fair", new[] { 0, 5 }, new[] { .753, .247 })]
    [InlineData("fair", new[] { 0, 10 }, new[] { .902, .098 })]
    [InlineData("fair", new[] { 0, 19 }, new[] { .985, .015 })]
    [InlineData("fair", new[] { -5, 0, 5 }, new[] { .696, .228, .075 })]
    [InlineData("cfs", new[] { 0, 1 }, new[] { .555, .445 })]
    [InlineData("cfs", new[] { 0, 5 }, new[] { .753, .247 })]
    [InlineData("cfs", new[] { 0, 10 }, new[] { .902, .098 })]
    [InlineData("cfs", new[] { 0, 19 }, new[] { .985, .015 })]
    [InlineData("cfs", new[] { -5, 0, 5 }, new[] { .696, .228, .075 })]
    public void Shares_are_those_of_nice(string kind, int[] nices, double[] shares)
    {
        var bench = new Bench(Make(kind));
        var hogs = nices.Select((nice, i) => Hog(bench, $"hog{i}", new() { Nice = nice })).ToList();
        bench.Run(until: 60.S);
        var weights = nices.Select(nice => (double)new Terms { Nice = nice }.Weight).ToList();
        for (var i = 0; i < nices.Length; i++)
        {
            Share(bench, hogs[i]).ShouldBe(shares[i], .003);
            Share(bench, hogs[i]).ShouldBe(weights[i] / weights.Sum(), .001);
        }
    }

    /// J. Corbet, An EEVDF CPU scheduler for Linux (LWN, 2023). New threads have half a slice at first.
    [Fact]
    public void Of_three_that_take_30_ms_in_turn_the_lags_are_those_of_the_published_example()
    {
        var bench = new Bench(new Fair(slice: 60.Ms));
        var three = "abc".Select(name => Hog(bench, $"{name}", new())).ToList();
        Lags(30.Ms).ShouldBe([-20, 10, 10]);
        Lags(60.Ms).ShouldBe([-10, -10, 20]);

        long[] Lags(Duration at)
        {
            bench.Run(until: at);
            return [.. three.Select(its => (at / 3 - its.CpuTime) / 1.Ms)];
        }
    }

    /// Stoica and Abdel-Wahab, TR-95-22, theorem 1: lags stay within one request, if all requests are equal.
    [Fact]
    public void No_hog_is_ever_more_than_a_slice_away_from_its_share()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var random = new RandomStream(seed, 0, "weights");
            var slice = new Duration(1_000_000);
            var bench = new Bench(new Fair(slice));
            var hogs = Enumerable.Range(0, 2 + (int)(random.NextBits() % 9)).Select(i =>
                Hog(bench, $"hog{i}", new() { Nice = (int)(random.NextBits() % 40) - 20 })).ToList();
            var all = hogs.Sum(its => (double)its.Terms.Weight);
            bench.Machine.Observer = new Each(() =>
            {
                foreach (var its in hogs)
                    Math.Abs(bench.Machine.Simulation.Now.Nanoseconds * its.Terms.Weight / all
                        - its.CpuTime.Nanoseconds).ShouldBeLessThanOrEqualTo(slice.Nanoseconds + 100, $"seed {seed}");
            });
            bench.Run(until: 500.Ms);
        }
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void The_sum_of_all_lags_is_0_whoever_sleeps_and_wakes(bool delayDequeue)
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var random = new RandomStream(seed, 0, "threads");
            var bench = new Bench(new Fair(1.Ms, delayDequeue: delayDequeue));
            for (var i = 0; i < 8; i++)
                bench.Machine.Start(bench.Process, $"t{i}", new Program("it", [new Forever(
                    [new Compute(Drawn()), new Sleep(Drawn())])]),
                    terms: new() { Nice = (int)(random.NextBits() % 40) - 20 });
            var threads = bench.Machine.Threads;
            bench.Machine.Observer = new Each(() => AverageLag(threads).ShouldBeInRange(-1, 0, $"seed {seed}"));
            bench.Run(until: 200.Ms);

            Duration Drawn() => new(1 + (long)(random.NextBits() % 5_000_000));
        }
    }

    /// Σw(V − v)/Σw with V rounded down as the scheduler has it: its own average, by another way.
    static double AverageLag(ThreadTable threads)
    {
        var entities = threads.State<Entity>();
        var competing = Enumerable.Range(0, threads.End).Select(thread => entities[thread])
            .Where(its => its.Home is not null).ToList();
        if (competing.Count == 0) return 0;
        var average = ((EevdfQueue)competing[0].Home!).Average;
        var sum = competing.Aggregate(BigInteger.Zero,
            (sum, its) => sum + (BigInteger)its.Weight * (average - its.Time));
        return (double)sum / competing.Sum(its => (long)its.Weight);
    }

    /// OSTEP, chapter 9: sched_latency is 48 ms, so four get 12 ms each; but never less than 6 ms.
    [Theory]
    [InlineData(1, 48), InlineData(2, 24), InlineData(4, 12), InlineData(8, 6), InlineData(16, 6)]
    public void Under_cfs_each_gets_its_part_of_the_latency_but_no_less_than_6_ms(int threads, int slice)
    {
        var bench = new Bench(new Cfs());
        var diary = new Diary();
        bench.Machine.Observer = diary;
        for (var i = 0; i < threads; i++) Hog(bench, $"hog{i}", new());
        bench.Run(until: 1.S);
        var lengths = diary.Turns.Zip(diary.Turns.Skip(1), (one, next) => next.At - one.At).Distinct().ToList();
        if (threads == 1) lengths.ShouldBeEmpty();
        else lengths.ShouldBe([slice.Ms]);
    }

    [Theory]
    [InlineData("fair"), InlineData("cfs")]
    public void One_thread_gets_as_much_as_three_of_a_group(string kind)
    {
        var bench = new Bench(Make(kind));
        var one = Hog(bench, "one", new() { Group = new("a") });
        var three = bench.Machine.Start(bench.Process, "three", new Program("three", [new Compute(10_000.S)]),
            count: 3, terms: new() { Group = new("b") });
        bench.Run(until: 60.S);
        Share(bench, one).ShouldBe(.5, .002);
        Share(bench, three).ShouldBe(.5, .002);
    }

    [Theory]
    [InlineData("fair"), InlineData("cfs")]
    public void Groups_share_by_weight_with_each_other_and_with_threads_and_within_by_nice(string kind)
    {
        var bench = new Bench(Make(kind));
        var (heavy, light) = (new Group("heavy", weight: 300), new Group("light"));
        var (a, b) = (Hog(bench, "a", new() { Group = heavy }), Hog(bench, "b", new() { Group = heavy, Nice = 5 }));
        var (c, d) = (Hog(bench, "c", new() { Group = light, Nice = 19 }), Hog(bench, "d", new()));
        bench.Run(until: 100.S);
        Share(bench, a).ShouldBe(.6 * 1024 / 1359, .003);
        Share(bench, b).ShouldBe(.6 * 335 / 1359, .003);
        Share(bench, c).ShouldBe(.2, .003);
        Share(bench, d).ShouldBe(.2, .003);
    }

    [Theory]
    [InlineData("fair", true), InlineData("fair", false), InlineData("cfs", true), InlineData("cfs", false)]
    public void A_group_with_20_of_each_100_ms_gets_exactly_a_fifth(string kind, bool alone)
    {
        var bench = new Bench(Make(kind));
        var bound = bench.Machine.Start(bench.Process, "bound", new Program("bound", [new Compute(10_000.S)]), count: 2,
            terms: new() { Group = new("bound", weight: 10_000, quota: 20.Ms) });
        if (!alone) Hog(bench, "free", new());
        for (var period = 1; period <= 50; period++)
        {
            bench.Run(until: period * 100.Ms);
            bound.CpuTime.ShouldBe(period * 20.Ms);
        }
    }

    /// A queue for each CPU: the quota is of the machine.
    [Fact]
    public void On_two_cpus_a_quota_is_kept_in_the_long_run()
    {
        var machine = new Machine(new Simulation(), 2, () => new Fair(), new Timeslice.Kernel.RunQueues.PerCpu());
        var bound = machine.Start(machine.Process("app"), "bound", new Program("bound", [new Compute(10_000.S)]),
            count: 2, terms: new() { Group = new("bound", quota: 20.Ms) });
        machine.Run(Instant.Start + 10.S);
        bound.CpuTime.Seconds.ShouldBe(2, .02);
    }

    [Theory]
    [InlineData("fair"), InlineData("cfs")]
    public void An_idle_thread_gets_3_of_1027(string kind)
    {
        var bench = new Bench(Make(kind));
        var idle = Hog(bench, "idle", new() { Policy = new IdlePolicy() });
        Hog(bench, "normal", new());
        bench.Run(until: 300.S);
        Share(bench, idle).ShouldBe(3 / 1027.0, .0002);
    }

    [Theory]
    [InlineData("fair"), InlineData("cfs")]
    public void Who_wakes_up_takes_the_cpu_of_an_idle_thread_at_once_and_a_batch_thread_takes_nobodys(string kind)
    {
        First(new IdlePolicy(), new NormalPolicy()).ShouldBe(5.Ms);
        First(new IdlePolicy(), new BatchPolicy()).ShouldBe(5.Ms);
        First(new NormalPolicy(), new BatchPolicy()).ShouldBeGreaterThan(5.Ms);
        First(new NormalPolicy(), new IdlePolicy()).ShouldBeGreaterThan(5.Ms);

        Duration First(LinuxPolicy hog, LinuxPolicy sleeper)
        {
            var bench = new Bench(Make(kind));
            var diary = new Diary();
            bench.Machine.Observer = diary;
            bench.Machine.Start(bench.Process, "sleeper", new Program("sleeper", [new Sleep(5.Ms), new Compute(1.Us)]),
                terms: new() { Policy = sleeper });
            bench.Machine.Start(bench.Process, "hog", new Program("hog", [new Compute(10_000.S)]),
                at: Instant.Start + 1.Ms, terms: new() { Policy = hog });
            bench.Run(until: 3.S);
            return diary.Turns.Last(turn => turn.Name == "sleeper").At;
        }
    }

    /// Is told of each change of a CPU.
    sealed class Each(Action act) : Observer
    {
        public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread) => act();
    }
}

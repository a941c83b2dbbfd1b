using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Queues through which a thread goes down as it uses the CPU.
public class LawsOfFeedback
{
    /// OSTEP, chapter 8: a job that gives up the CPU just before its allotment ends stays at the top.
    [Theory]
    [InlineData(false, false, 0.99)]
    [InlineData(false, true, 0.4975)]
    [InlineData(true, false, 1)]
    [InlineData(true, true, 0.4975)]
    public void Who_games_the_rules_gets_nearly_all_unless_all_its_time_counts(
        bool yields, bool accounting, double share)
    {
        var bench = new Bench(new Mlfq(10.Ms, accounting: accounting));
        Operation pause = yields ? new Yield() : new Sleep(0.1.Ms);
        var gamer = bench.Start("gamer", new Forever([new Compute(9.9.Ms), pause]));
        bench.Start("worker", new Compute(1000.S));
        bench.Run(until: 100.S);
        (gamer.TimeIn(ThreadState.RunningUser).Seconds / 100).ShouldBe(share, 0.001);
    }

    /// OSTEP, figure 8.4: two that are interactive leave nothing to one that computes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Now_and_then_to_the_top_ends_starvation(bool boosts)
    {
        var bench = new Bench(new Mlfq(10.Ms, boost: boosts ? 50.Ms : null, accounting: false));
        bench.Machine.Start(bench.Process, "interactive",
            new Program("interactive", new Forever([new Compute(5.Ms), new Sleep(5.Ms)])), count: 2);
        var worker = bench.Start("worker", new Compute(1000.S));
        bench.Run(until: 1.S);
        var before = worker.TimeIn(ThreadState.RunningUser);
        bench.Run(until: 11.S);
        var share = (worker.TimeIn(ThreadState.RunningUser) - before).Seconds / 10;
        if (boosts) share.ShouldBeInRange(0.1, 0.5);
        else share.ShouldBe(0);
    }

    /// 15 ms of 10 ms turns: it goes down in the middle of its second turn, and who came later goes first.
    [Fact]
    public void A_turn_ends_with_the_allotment()
    {
        var bench = new Bench(new Mlfq(10.Ms, levels: 2, allotment: 15.Ms));
        var first = bench.Start("first", new Compute(20.Ms));
        var second = bench.Start("second", new Compute(20.Ms));
        bench.Run(until: 31.Ms);
        // 0 first, 10 second, 20 first until it goes down, 25 second until it does, 30 first again.
        bench.Machine.NameOf(bench.Machine.Cpus[0].Thread).ShouldBe("first");
        first.TimeIn(ThreadState.RunningUser).ShouldBe(16.Ms);
        bench.Run();
        (first.Turnaround.Max, second.Turnaround.Max).ShouldBe((35.Ms, 40.Ms));
    }

    [Fact]
    public void Time_alone_counts_too()
    {
        var bench = new Bench(new Mlfq(10.Ms, levels: 3));
        bench.Start("old", new Compute(1.S));
        var @new = bench.StartAt(25.Ms, "new", new Compute(10.Ms));
        bench.Run();
        @new.Wait.Max.ShouldBe(Duration.Zero);
    }

    [Fact]
    public void With_one_level_it_is_round_robin()
    {
        foreach (var jobs in (int[])[1, 2, 5])
        {
            var of = (Scheduler policy) =>
            {
                var bench = new Bench(policy, cpus: 2);
                for (var i = 1; i <= jobs; i++)
                    bench.Start($"job {i}", new Repeat(3, [new Compute((7 * i).Ms), new Sleep((3 + i).Ms)]));
                bench.Run();
                return bench.Machine.Fingerprint;
            };
            of(new Mlfq(2.Ms, levels: 1)).ShouldBe(of(new RoundRobin(2.Ms)));
        }
    }

    /// Two have slices of 1 + 2 + 4 + 8 + 16 + 32 ms each, up to 126 ms; the first has one of 64 ms more, to 190 ms.
    [Fact]
    public void Feedback_gives_longer_slices_to_who_has_used_more()
    {
        var bench = new Bench(new Feedback(1.Ms, growth: 2));
        bench.Machine.Start(bench.Process, "worker", new Program("worker", new Compute(1.S)), count: 2);
        bench.Run(until: 200.Ms);
        bench.Machine.Switches.Involuntary.ShouldBe(13);
    }

    [Fact]
    public void Feedback_lets_who_wakes_up_go_first()
    {
        var bench = new Bench(new Feedback(1.Ms));
        bench.Machine.Start(bench.Process, "worker", new Program("worker", new Compute(1.S)), count: 10);
        var visitor = bench.StartAt(100.5.Ms, "visitor", new Compute(1.Ms));
        bench.Run();
        visitor.Wait.Max.ShouldBeLessThanOrEqualTo(1.Ms);
    }
}

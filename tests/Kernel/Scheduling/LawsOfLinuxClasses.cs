using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Linux = Timeslice.Kernel.Scheduling.Linux;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Deadline before real-time before fair, and what each class promises: sched(7).
public class LawsOfLinuxClasses
{
    readonly Bench bench = new(new Linux());
    readonly Diary diary = new();

    public LawsOfLinuxClasses() => bench.Machine.Observer = diary;

    ThreadClass Start(string name, LinuxPolicy policy, params Operation[] program) =>
        bench.Machine.Start(bench.Process, name, new Program(name, program), terms: new() { Policy = policy });

    string Turns(Duration until)
    {
        bench.Run(until);
        return string.Join(' ', diary.Turns.Select(turn => $"{turn.Name}@{turn.At}"));
    }

    /// Measured on Linux 6.18: 50 ms in each 1 s.
    [Fact]
    public void Beside_a_fifo_spinner_fair_threads_get_50_ms_of_each_second()
    {
        Start("spinner", new FifoPolicy(1), new Compute(1_000.S));
        var fair = bench.Machine.Start(bench.Process, "fair", new Program("fair", [new Compute(1_000.S)]), count: 2);
        for (var second = 1; second <= 20; second++)
        {
            bench.Run(until: second * 1.S);
            fair.CpuTime.ShouldBe(second * 50.Ms);
        }
    }

    [Fact]
    public void A_fifo_spinner_that_nobody_waits_beside_has_all_the_time()
    {
        var spinner = Start("spinner", new FifoPolicy(1), new Compute(1_000.S));
        bench.Run(until: 10.S);
        spinner.CpuTime.ShouldBe(10.S);
    }

    [Fact]
    public void Fifo_threads_run_by_priority_and_a_preempted_one_stays_first_of_its_equals()
    {
        Start("a", new FifoPolicy(10), new Compute(10.Ms));
        Start("b", new FifoPolicy(10), new Compute(10.Ms));
        Start("urgent", new FifoPolicy(99), new Sleep(4.Ms), new Compute(2.Ms));
        Start("fair", new NormalPolicy(), new Compute(1.Ms));
        Turns(100.Ms).ShouldBe("urgent@0ns a@0ns urgent@4ms a@6ms b@12ms fair@22ms");
    }

    [Fact]
    public void Who_yields_under_fifo_goes_behind_its_equals_and_not_behind_the_lower()
    {
        Start("a", new FifoPolicy(10), new Compute(1.Ms), new Yield(), new Compute(1.Ms));
        Start("b", new FifoPolicy(10), new Compute(1.Ms));
        Start("low", new FifoPolicy(9), new Compute(1.Ms));
        Turns(100.Ms).ShouldBe("a@0ns b@1ms a@2ms low@3ms");
    }

    /// The spinner has 70 ms when it is preempted; the 30 that are left it gets afterwards.
    [Fact]
    public void Round_robin_threads_take_turns_of_100_ms_and_keep_the_rest_when_preempted()
    {
        Start("a", new RrPolicy(5), new Compute(150.Ms));
        Start("b", new RrPolicy(5), new Compute(150.Ms));
        Start("urgent", new FifoPolicy(6), new Sleep(70.Ms), new Compute(5.Ms));
        Turns(700.Ms).ShouldBe("urgent@0ns a@0ns urgent@70ms a@75ms b@105ms a@205ms b@255ms");
    }

    [Fact]
    public void Of_deadline_threads_the_earliest_goes_first()
    {
        Start("late", new DeadlinePolicy(5.Ms, 50.Ms), new Compute(5.Ms));
        Start("early", new DeadlinePolicy(5.Ms, 20.Ms), new Compute(5.Ms));
        Start("fifo", new FifoPolicy(99), new Compute(5.Ms));
        Turns(100.Ms).ShouldBe("early@0ns late@5ms fifo@10ms");
    }

    /// Abeni and Buttazzo (1998): the hard constant bandwidth server gives Q in each P, no more and no less.
    [Fact]
    public void A_deadline_thread_that_never_blocks_gets_its_runtime_in_each_period_and_no_more()
    {
        var greedy = Start("greedy", new DeadlinePolicy(3.Ms, 10.Ms), new Compute(1_000.S));
        Start("fair", new NormalPolicy(), new Compute(1_000.S));
        for (var period = 1; period <= 100; period++)
        {
            bench.Run(until: period * 10.Ms);
            greedy.CpuTime.ShouldBe(period * 3.Ms);
        }
    }

    /// Utilizations .4 + .3 + .3 = 1: every job of the honest ones is done within its period.
    [Fact]
    public void A_deadline_thread_that_overruns_makes_no_other_miss()
    {
        Start("greedy", new DeadlinePolicy(4.Ms, 10.Ms), new Compute(1_000.S));
        var random = new RandomStream(7, 0, "phase");
        var worst = new Dictionary<string, Duration>();
        foreach (var (name, runtime, period) in new[] { ("a", 3.Ms, 10.Ms), ("b", 6.Ms, 20.Ms) })
        {
            worst[name] = Duration.Zero;
            bench.Process.Thread(name, async self =>
            {
                for (var released = Instant.Start; ; )
                {
                    await self.Compute(runtime);
                    var (now, response) = (self.Machine.Simulation.Now, self.Machine.Simulation.Now - released);
                    if (response > worst[name]) worst[name] = response;
                    released += period + new Duration((long)(random.NextBits() % 3_000_000));
                    if (released > now) await self.Sleep(released - now);
                }
            }, terms: new() { Policy = new DeadlinePolicy(runtime, period) });
        }
        bench.Run(until: 20.S);
        worst["a"].ShouldBeInRange(3.Ms, 10.Ms);
        worst["b"].ShouldBeInRange(6.Ms, 20.Ms);
    }

    [Fact]
    public void A_deadline_thread_that_yields_waits_for_its_next_period()
    {
        Start("job", new DeadlinePolicy(5.Ms, 10.Ms), new Repeat(3, [new Compute(1.Ms), new Yield()]));
        Turns(100.Ms).ShouldBe("job@0ns job@10ms job@20ms job@30ms");
    }

    [Theory]
    [InlineData(FairClass.Eevdf), InlineData(FairClass.Cfs)]
    public void The_fair_class_is_the_one_that_was_asked_for(FairClass fair)
    {
        var own = new Bench(new Linux(fair));
        var (a, b) = (Hog("a", 0), Hog("b", 5));
        own.Run(until: 30.S);
        (a.CpuTime.Seconds / 30).ShouldBe(.753, .003);
        (b.CpuTime.Seconds / 30).ShouldBe(.247, .003);

        ThreadClass Hog(string name, int nice) => own.Machine.Start(own.Process, name,
            new Program(name, [new Compute(1_000.S)]), terms: new() { Nice = nice });
    }
}

/// Nothing is allocated while all classes and groups are at work.
[Collection("alone")]
public class MemoryOfLinuxClasses
{
    [Theory]
    [InlineData(FairClass.Eevdf), InlineData(FairClass.Cfs)]
    public void A_steady_machine_under_linux_allocates_nothing(FairClass fair)
    {
        var machine = new Machine(new Simulation(), 2, new Linux(fair, tick: 4.Ms), CostProfiles.LinuxVm);
        var app = machine.Process("app");
        var worker = new Program("worker", [new Forever(
            [new Compute(new Exponential(1.Ms)), new Yield(), new Sleep(new Exponential(2.Ms))])]);
        Terms[] all =
        [
            new(), new() { Nice = 5 }, new() { Group = new("a") }, new() { Group = new("b", quota: 20.Ms) },
            new() { Policy = new IdlePolicy() }, new() { Policy = new BatchPolicy() },
            new() { Policy = new FifoPolicy(5) }, new() { Policy = new RrPolicy(5) },
            new() { Policy = new DeadlinePolicy(1.Ms, 10.Ms) },
        ];
        foreach (var (i, terms) in all.Index()) machine.Start(app, $"w{i}", worker, count: 5, terms: terms);
        Allocated(60.S);
        var call = Allocated(60.S);
        var events = machine.Simulation.Events;
        Allocated(70.S).ShouldBe(call);
        (machine.Simulation.Events - events).ShouldBeGreaterThan(10_000);

        long Allocated(Duration until)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            machine.Run(Instant.Start + until);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}

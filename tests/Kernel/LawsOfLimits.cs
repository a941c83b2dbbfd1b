using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

public class LawsOfLimits
{
    readonly Bench bench = new(new RoundRobin(1.Ms));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void A_loop_that_takes_no_time_is_found_and_named(int threads)
    {
        foreach (var loop in (Operation[])
            [
                new Forever([]), new Forever([new Compute(0.Ns)]), new Forever([Yield]), new Forever([new Sleep(0.Ns)]),
                new Forever([Yield, Yield]), new Repeat(1_000_000_000, []), new Repeat(1_000_000_000, [Yield]),
                new Forever([At(5, new Spawn(new Program("mayfly"))), At(5, new Join())]),
            ])
        {
            At(4, loop);
            var each = new Bench(new RoundRobin(1.Ms));
            each.Machine.Start(each.Process, "looper", new Program("looper", new Compute(2.Ms), loop), threads);
            var ending = each.Run();
            ending.Reason.ShouldBe(EndReason.LimitReached);
            ending.At.ShouldBeLessThan(Instant.Start + 10.Ms);
            ending.Evidence.ShouldNotBeNull().ShouldContain("a loop that takes no time");
            ending.Evidence.ShouldMatch("looper.*my.yaml:[45]|a thread of app");
        }
    }

    [Fact]
    public void Threads_that_spawn_their_successor_and_die_in_one_instant_are_found()
    {
        var immortal = new Program("immortal");
        immortal.Define([new Spawn(immortal)]);
        bench.Machine.Start(bench.Process, "first", immortal);
        var ending = bench.Run();
        ending.Reason.ShouldBe(EndReason.LimitReached);
        ending.Evidence.ShouldNotBeNull().ShouldContain("after a thread of app");
    }

    [Fact]
    public void A_fork_bomb_ends_at_the_cap_of_threads_and_leaves_its_results()
    {
        var machine = new Machine(new Simulation(), 2, new RoundRobin(1.Ms), maxThreads: 1_000);
        var bomb = new Program("bomb");
        bomb.Define([new Compute(1.Us), new Spawn(bomb), new Spawn(bomb), new Compute(1.Ms)]);
        machine.Start(machine.Process("app"), "bomb", bomb);
        var ending = machine.Run();
        (ending.Reason, ending.Evidence).ShouldBe(
            (EndReason.LimitReached, "1,000 threads live, the limit of the machine, when one more bomb is created"));
        machine.Threads.Live.ShouldBe(1_000);
        machine.Cpus.Sum(c => c.TimeIn(CpuState.User).Nanoseconds).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_program_that_spawns_itself_for_long_has_one_class()
    {
        var heir = new Program("heir");
        heir.Define([new Compute(1.Us), new Spawn(heir)]);
        bench.Machine.Start(bench.Process, "first", heir);
        bench.Run(until: 10.Ms).Reason.ShouldBe(EndReason.TimeReached);
        bench.Machine.Classes.Select(c => c.Name).ShouldBe(["first", "heir"]);
    }

    [Fact]
    public void An_event_past_the_end_of_time_is_named()
    {
        bench.Start("patient", new Compute(1.Ns), At(8, new Sleep(Duration.Max)));
        var ending = bench.Run();
        (ending.Reason, ending.Evidence).ShouldBe((EndReason.LimitReached,
            $"simulated time ends at 2^63 ns (292 years): patient (my.yaml:8:1) at 1ns "
            + $"would wait for another {Duration.Max}"));
    }

    [Fact]
    public void A_burst_past_the_end_of_time_is_named()
    {
        bench.Start("worker", new Compute(1.Ns), At(8, new Compute(Duration.Max)));
        var ending = bench.Run();
        ending.Reason.ShouldBe(EndReason.LimitReached);
        ending.Evidence.ShouldNotBeNull().ShouldContain("worker (my.yaml:8:1) on cpu 0");
    }

    [Fact]
    public void A_run_stops_at_its_limit_of_events()
    {
        bench.Start("ticker", new Forever([new Sleep(1.Ms)]));
        var ending = bench.Machine.Run(within: new Limits(Events: 1_000));
        ending.Reason.ShouldBe(EndReason.LimitReached);
        ending.Evidence.ShouldNotBeNull().ShouldStartWith("1,000 events have run, the limit");
    }

    [Theory]
    [InlineData(1), InlineData(8)]
    public void A_million_threads_at_one_instant_are_no_loop(int cpus)
    {
        var crowded = new Bench(new RoundRobin(1.Ms), cpus);
        var busy = new Program("crowd", new Yield(), new Compute(0.Ns), new Yield());
        crowded.Machine.Start(crowded.Process, "crowd", busy, count: 1_000_000);
        crowded.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void Time_never_goes_back_not_even_when_a_run_is_asked_to_end_in_the_past()
    {
        bench.Start("ticker", new Forever([new Sleep(3.Ms)]));
        bench.Run(until: 10.Ms);
        bench.Run(until: 5.Ms).At.ShouldBe(Instant.Start + 10.Ms);
    }

    static Operation Yield => At(5, new Yield());

    static Operation At(int line, Operation operation)
    {
        operation.Source = new("my.yaml", line, 1);
        return operation;
    }
}

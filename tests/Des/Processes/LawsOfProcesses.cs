using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// A process runs on its own, in the order of starting; its end can be awaited, its failure is never lost.
public class LawsOfProcesses
{
    readonly Simulation simulation = new(seed: 7, replication: 3);
    readonly List<string> log = [];

    [Fact]
    public void Processes_run_first_in_the_instant_of_their_start_in_order_of_starting()
    {
        simulation.Start("a", Parent());
        simulation.Start("b", Say("b"));
        log.ShouldBeEmpty();
        simulation.Run();
        log.ShouldBe(["a at 0ns", "b at 0ns", "child at 0ns", "a at 1ms", "child at 1ms"]);

        async SimTask Parent()
        {
            Note();
            simulation.Start("child", Say("child"));
            await simulation.Delay(1.Ms);
            Note();
            simulation.Start("child", Say("child"));
        }

        void Note() => log.Add($"a at {simulation.Now}");
    }

    [Fact]
    public void A_delay_of_nothing_lets_the_others_of_the_instant_go_first()
    {
        simulation.Start("a", Yielding());
        simulation.Start("b", Say("b"));
        simulation.Run();
        log.ShouldBe(["b at 0ns", "a at 0ns"]);

        async SimTask Yielding()
        {
            await simulation.Delay(Duration.Zero);
            await Say("a");
        }
    }

    [Fact]
    public void The_one_that_runs_is_current()
    {
        SimProcess? seen = null;
        var process = simulation.Start("me", Look());
        simulation.Current.ShouldBeNull();
        simulation.Run();
        seen.ShouldBe(process);
        simulation.Current.ShouldBeNull();
        (process.Name, process.IsAlive).ShouldBe(("me", false));

        async SimTask Look()
        {
            await simulation.Delay(1.Ms);
            seen = simulation.Current;
        }
    }

    [Fact]
    public void Its_end_can_be_awaited_before_and_after()
    {
        var first = simulation.Start("first", Wait(2.Ms));
        simulation.Start("early", Await(first, "early"));
        simulation.Start("late", Late());
        simulation.Run();
        log.ShouldBe(["early at 2ms", "late at 5ms"]);

        async SimTask Late()
        {
            await simulation.Delay(5.Ms);
            await Await(first, "late");
        }
    }

    [Fact]
    public void A_failure_that_nobody_awaits_ends_the_run_and_says_what_when_and_how_to_see_it_again()
    {
        var process = simulation.Start("clerk", Fails());
        var failed = Should.Throw<SimulationFailed>(() => simulation.Run());
        failed.Message.ShouldBe(
            "process clerk failed at 1ms (seed 7, replication 3): FormatException: wrong form");
        failed.InnerException!.StackTrace!.ShouldContain(nameof(Fails));
        (failed.Process, failed.At).ShouldBe((process, new Instant(1_000_000)));
        process.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void A_failure_is_given_to_whoever_awaits_the_end_even_later_in_the_instant()
    {
        var clerk = simulation.Start("clerk", Fails());
        simulation.Start("early", Catch(Duration.Zero));
        simulation.Start("just in time", Catch(1.Ms));
        simulation.Start("late", Catch(2.Ms));
        simulation.Run();
        log.ShouldBe(["caught at 1ms", "caught at 1ms", "caught at 2ms"]);

        async SimTask Catch(Duration after)
        {
            await simulation.Delay(after);
            try { await clerk.Exited; }
            catch (FormatException) { log.Add($"caught at {simulation.Now}"); }
        }
    }

    [Fact]
    public void A_model_may_end_the_run_from_within_a_process()
    {
        simulation.Start("judge", Judge());
        var end = simulation.Run();
        (end.Reason, end.Evidence, end.At).ShouldBe((EndReason.ProgramError, "enough", new Instant(1_000_000)));

        async SimTask Judge()
        {
            await simulation.Delay(1.Ms);
            throw new RunStopped(EndReason.ProgramError, "enough");
        }
    }

    [Fact]
    public void A_run_goes_on_without_what_failed()
    {
        simulation.Start("clerk", Fails());
        simulation.Start("other", Wait(2.Ms));
        Should.Throw<SimulationFailed>(() => simulation.Run());
        simulation.Run().ShouldBe(new Ending(EndReason.Done, new Instant(2_000_000)));
    }

    [Fact]
    public void A_process_waits_in_its_own_simulation_and_does_not_run_it()
    {
        var another = new Simulation();
        simulation.Start("stray", Expect(Stray(another.Delay(1.Ms))));
        simulation.Start("stray", Expect(Stray(new SimEvent(another).GetAwaiter())));
        simulation.Start("inner", Expect(Run()));
        simulation.Start("last", Say("last"));
        simulation.Run();
        log.Count(line => line == "refused").ShouldBe(3);

        async SimTask Run() => simulation.Run();

        async SimTask Stray(ISimAwaiter wait) => await new Boxed(wait);

        async SimTask Expect(SimTask call)
        {
            try { await call; }
            catch (InvalidOperationException) { log.Add("refused"); }
        }
    }

    [Fact]
    public void A_loop_without_time_is_found_and_the_process_is_named()
    {
        var over = new SimEvent(simulation);
        over.Succeed();
        Ending Of(SimTask loop)
        {
            var another = new Simulation();
            another.Start("spinner", loop);
            return another.Run(within: new(EventsPerInstant: 1000));
        }

        simulation.Start("spinner", Spin());
        simulation.Run(within: new(EventsPerInstant: 1000)).Evidence!.ShouldContain("process spinner");
        Of(Calls()).Reason.ShouldBe(EndReason.LimitReached);

        async SimTask Spin()
        {
            while (true) await over;
        }

        static async SimTask Calls()
        {
            while (true) await Empty();
        }

#pragma warning disable CS1998 // It is empty.
        static async SimTask Empty() { }
#pragma warning restore CS1998
    }

    [Fact]
    public void Limits_name_the_process_that_waits()
    {
        simulation.Start("patient", Wait(Duration.Max - 1.Ns));
        simulation.Start("late", Late());
        simulation.Run().Evidence!.ShouldContain("process late");

        async SimTask Late()
        {
            await simulation.Delay(1.Ms);
            await simulation.Delay(Duration.Max);
        }
    }

    [Fact]
    public void Numbers_are_given_again_and_old_events_do_not_reach_the_new_bearer()
    {
        for (var round = 0; round < 100; round++)
        {
            var sleeper = simulation.Start("sleeper", Sleep());
            simulation.Start("waker", Wake(sleeper));
            simulation.Run(until: simulation.Now + 1.Ms);
            sleeper.Number.ShouldBeLessThan(4);
        }
        log.Count.ShouldBe(100);
        simulation.Pending.ShouldBeLessThan(100);

        async SimTask Sleep()
        {
            try { await simulation.Delay(50.Ms); }
            catch (Interrupted) { log.Add("woken"); }
        }

        static async SimTask Wake(SimProcess sleeper) => sleeper.Interrupt("get up");
    }

    [Fact]
    public void Processes_draw_their_own_numbers_the_same_in_every_run_whatever_else_there_is()
    {
        var plain = Draws(7, 3, "a", "b", "a");
        plain.Distinct().Count().ShouldBe(3);
        var more = Draws(7, 3, "x", "a", "y", "y", "b", "x", "a");
        new[] { more[1], more[4], more[6] }.ShouldBe(plain);
        Draws(8, 3, "a", "b", "a").Intersect(plain).ShouldBeEmpty();
        Draws(7, 4, "a", "b", "a").Intersect(plain).ShouldBeEmpty();

        static ulong[] Draws(ulong seed, ulong replication, params string[] names)
        {
            var its = new Simulation(seed, replication);
            return [.. names.Select(name => its.Start(name, Nap(its)).Random.NextBits())];
        }

        static async SimTask Nap(Simulation its) => await its.Delay(1.Ms);
    }

    async SimTask Say(string who)
    {
        log.Add($"{who} at {simulation.Now}");
        await Wait(1.Ms);
    }

    async SimTask Wait(Duration length) => await simulation.Delay(length);

    async SimTask Await(SimProcess process, string who)
    {
        await process.Exited;
        log.Add($"{who} at {simulation.Now}");
    }

    readonly struct Boxed(ISimAwaiter wait) : ISimAwaiter
    {
        public bool IsCompleted => false;
        public Boxed GetAwaiter() => this;
        public void Suspend(Coroutine awaiting) => wait.Suspend(awaiting);
        public void GetResult() { }
    }

    async SimTask Fails()
    {
        await simulation.Delay(1.Ms);
        throw new FormatException("wrong form");
    }
}

using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// A wait ends in exactly one way; an interrupt that comes too late for one ends the next, and none is lost.
public class LawsOfInterrupts
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void It_comes_as_an_exception_at_the_wait_in_the_same_instant()
    {
        var sleeper = simulation.Start("sleeper", Sleep(10.Ms, 10.Ms));
        simulation.Start("other", Interrupt(sleeper, 3.Ms, "fire"));
        simulation.Run().At.ShouldBe(new Instant(13_000_000));
        log.ShouldBe(["fire at 3ms", "slept at 13ms"]);
    }

    [Fact]
    public void Several_queue_up_each_for_one_wait()
    {
        var sleeper = simulation.Start("sleeper", Sleep(10.Ms, 10.Ms, 10.Ms, 10.Ms));
        simulation.Start("other", Interrupt(sleeper, 3.Ms, "one", "two", "three"));
        simulation.Run();
        log.ShouldBe(["one at 3ms", "two at 3ms", "three at 3ms", "slept at 13ms"]);
    }

    [Fact]
    public void A_process_that_has_not_begun_begins_and_sees_it_at_its_first_wait()
    {
        var sleeper = simulation.Start("sleeper", Sleep(10.Ms));
        sleeper.Interrupt("early");
        simulation.Run();
        log.ShouldBe(["early at 0ns"]);
    }

    [Fact]
    public void What_was_granted_is_kept_and_the_interrupt_ends_the_next_wait()
    {
        var gift = new SimEvent<int>(simulation);
        var taker = simulation.Start("taker", Take());
        simulation.Start("giver", Give());
        simulation.Run();
        log.ShouldBe(["got 42", "late at 1ms"]);

        async SimTask Take()
        {
            log.Add($"got {await gift}");
            await Sleep(10.Ms);
        }

        async SimTask Give()
        {
            await simulation.Delay(1.Ms);
            gift.Succeed(42);
            taker.Interrupt("late");
        }
    }

    [Fact]
    public void Who_was_interrupted_is_not_woken_again_by_what_it_waited_for()
    {
        var gift = new SimEvent(simulation);
        var taker = simulation.Start("taker", Take());
        simulation.Start("giver", Give());
        simulation.Run();
        log.ShouldBe(["first at 1ms", "slept at 11ms"]);

        async SimTask Take()
        {
            try { await gift; }
            catch (Interrupted why) { log.Add($"{why.Cause} at {simulation.Now}"); }
            await Sleep(10.Ms);
        }

        async SimTask Give()
        {
            await simulation.Delay(1.Ms);
            taker.Interrupt("first");
            gift.Succeed();
        }
    }

    [Fact]
    public void A_delay_of_nothing_has_been_granted()
    {
        var yielding = simulation.Start("yielding", Sleep(Duration.Zero, 10.Ms));
        simulation.Start("other", Interrupt(yielding, Duration.Zero, "late"));
        simulation.Run();
        log.ShouldBe(["slept at 0ns", "late at 0ns"]);
    }

    [Fact]
    public void Finally_and_using_run_on_the_way_out_and_may_wait()
    {
        var worker = simulation.Start("worker", Work());
        simulation.Start("other", Interrupt(worker, 1.Ms, "stop"));
        simulation.Start("heir", Inherit());
        simulation.Run();
        log.ShouldBe(["cleaning at 1ms", "clean at 3ms", "stop"]);

        async SimTask Work()
        {
            try { await simulation.Delay(10.Ms); }
            finally
            {
                log.Add($"cleaning at {simulation.Now}");
                await simulation.Delay(2.Ms);
                log.Add($"clean at {simulation.Now}");
            }
        }

        async SimTask Inherit()
        {
            try { await worker.Exited; }
            catch (Interrupted why) { log.Add($"{why.Cause}"); }
        }
    }

    [Fact]
    public void It_goes_through_the_calls_to_the_one_that_catches()
    {
        var deep = simulation.Start("deep", Outer());
        simulation.Start("other", Interrupt(deep, 1.Ms, "stop"));
        simulation.Run();
        log.ShouldBe(["outer caught stop"]);

        async SimTask Outer()
        {
            try { await Inner(); }
            catch (Interrupted why) { log.Add($"outer caught {why.Cause}"); }
        }

        async SimTask Inner() => await simulation.Delay(10.Ms);
    }

    [Fact]
    public void Who_has_ended_is_left_in_peace()
    {
        var short_ = simulation.Start("short", Sleep(1.Ms));
        simulation.Start("other", Interrupt(short_, 1.Ms, "too late"));
        simulation.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["slept at 1ms"]);
    }

    [Fact]
    public void Nobody_interrupts_itself()
    {
        SimProcess? self = null;
        self = simulation.Start("self", Try());
        simulation.Run();

        async SimTask Try() => Should.Throw<InvalidOperationException>(() => self!.Interrupt("me"));
    }

    [Fact]
    public void One_that_nobody_catches_is_a_failure()
    {
        var sleeper = simulation.Start("sleeper", Careless());
        simulation.Start("other", Interrupt(sleeper, 1.Ms, "fire"));
        Should.Throw<SimulationFailed>(() => simulation.Run()).Message.ShouldContain("interrupted: fire");

        async SimTask Careless() => await simulation.Delay(10.Ms);
    }

    async SimTask Sleep(params Duration[] lengths)
    {
        foreach (var length in lengths)
            try
            {
                await simulation.Delay(length);
                log.Add($"slept at {simulation.Now}");
            }
            catch (Interrupted why) { log.Add($"{why.Cause} at {simulation.Now}"); }
    }

    async SimTask Interrupt(SimProcess process, Duration after, params string[] causes)
    {
        await simulation.Delay(after);
        foreach (var cause in causes) process.Interrupt(cause);
    }
}

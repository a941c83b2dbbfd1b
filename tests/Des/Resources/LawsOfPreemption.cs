using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// A more urgent request takes a unit from the least urgent holder, and no unit is lost on the way.
public class LawsOfPreemption
{
    readonly Simulation simulation = new();
    readonly PreemptiveResource counter;
    readonly List<string> log = [];

    public LawsOfPreemption() => counter = new(simulation, capacity: 2, "counter");

    [Fact]
    public void The_least_urgent_holder_loses_its_unit_the_latest_among_equals()
    {
        Start("a", at: 0, priority: 5);
        Start("b", at: 1, priority: 5);
        Start("c", at: 2, priority: 1);
        simulation.Run();
        log.ShouldBe(["a from 0ns", "b from 1ns", "c from 2ns", "b lost to c at 2ns, held since 1ns", "a done at 10ns",
            "c done at 12ns"]);
        (counter.InUse, counter.Waiting, counter.Preemptions).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void An_equally_urgent_request_and_one_that_does_not_preempt_wait()
    {
        Start("a", at: 0, priority: 5);
        Start("b", at: 0, priority: 5);
        Start("equal", at: 1, priority: 5);
        Start("polite", at: 2, priority: 0, preempt: false);
        simulation.Run();
        log.ShouldBe(["a from 0ns", "b from 0ns", "a done at 10ns", "b done at 10ns", "polite from 10ns",
            "equal from 10ns", "polite done at 20ns", "equal done at 20ns"]);
    }

    [Fact]
    public void Nobody_preempts_past_who_is_more_urgent_and_waits()
    {
        Start("a", at: 0, priority: 5);
        Start("b", at: 0, priority: 5, length: 20);
        Start("polite", at: 1, priority: 0, preempt: false);
        Start("rude", at: 2, priority: 1);
        simulation.Run();
        log.ShouldBe(["a from 0ns", "b from 0ns", "a done at 10ns", "polite from 10ns", "rude from 10ns",
            "b lost to rude at 10ns, held since 0ns", "polite done at 20ns", "rude done at 20ns"]);
    }

    [Fact]
    public void Who_becomes_first_in_line_preempts_then()
    {
        Start("a", at: 0, priority: 5, length: 100);
        Start("b", at: 0, priority: 5, length: 100);
        var polite = Start("polite", at: 1, priority: 0, preempt: false);
        Start("rude", at: 2, priority: 1);
        simulation.Start("other", Interrupt(polite, 4));
        simulation.Run();
        log.ShouldContain("b lost to rude at 4ns, held since 0ns");
        log.ShouldContain("rude from 4ns");
    }

    [Fact]
    public void A_grant_that_was_taken_is_void_and_harmless()
    {
        Grant taken = default;
        simulation.Start("victim", Victim());
        Start("a", at: 1, priority: 0);
        Start("b", at: 1, priority: 0);
        simulation.Run();
        log.ShouldBe(["a from 1ns", "b from 1ns", "disposed", "a done at 11ns", "b done at 11ns"]);
        counter.InUse.ShouldBe(0);

        async SimTask Victim()
        {
            taken = await counter.Request(9);
            try { await simulation.Delay(5.Ns); }
            catch (Interrupted why) { why.Cause.ShouldBeOfType<Preempted>().Resource.ShouldBe(counter); }
            taken.IsHeld.ShouldBeFalse();
            await simulation.Delay(1.Ns);
            taken.Dispose();
            counter.InUse.ShouldBe(2);
            log.Add("disposed");
        }
    }

    [Fact]
    public void Who_gives_the_unit_back_before_it_was_told_is_not_told()
    {
        var single = new PreemptiveResource(simulation);
        var gift = new SimEvent(simulation);
        simulation.Start("victim", Victim());
        simulation.Start("thief", Thief());
        simulation.Run();
        log.ShouldBe(["void", "in peace"]);

        async SimTask Victim()
        {
            using (var unit = await single.Request(9))
            {
                await gift;
                unit.IsHeld.ShouldBeFalse();
                log.Add("void");
            }
            await simulation.Delay(5.Ns);
            log.Add("in peace");
        }

        async SimTask Thief()
        {
            await simulation.Delay(1.Ns);
            gift.Succeed();
            using (await single.Request(0)) await simulation.Delay(1.Ns);
        }
    }

    [Fact]
    public void One_that_preempts_itself_is_told_at_its_next_wait()
    {
        var single = new PreemptiveResource(simulation, name: "single");
        var self = simulation.Start("self", Twice());
        simulation.Run();
        log.ShouldBe(["resource single, held since 0ns, was taken by process self"]);
        single.InUse.ShouldBe(0);

        async SimTask Twice()
        {
            using var first = await single.Request(5);
            using var second = await single.Request(1);
            (first.IsHeld, second.IsHeld).ShouldBe((false, true));
            try { await simulation.Delay(1.Ns); }
            catch (Interrupted why) { log.Add($"{why.Cause}"); }
        }
    }

    [Fact]
    public void One_that_preempts_itself_by_one_of_two_events_has_what_it_was_given()
    {
        var single = new PreemptiveResource(simulation);
        simulation.Start("self", Twice());
        var polite = simulation.Start("polite", Ask());
        simulation.Start("other", Interrupt(polite, 1));
        simulation.Run();
        log.ShouldBe(["given", "polite left", "told"]);
        single.InUse.ShouldBe(0);

        async SimTask Twice()
        {
            using var first = await single.Request(5);
            await simulation.Delay(Duration.Zero);
            using var one = single.Request(2).AsEvent();
            using var other = single.Request(2).AsEvent();
            await simulation.AnyOf(one, other);
            log.Add("given");
            try { await simulation.Delay(1.Ns); }
            catch (Interrupted why) when (why.Cause is Preempted) { log.Add("told"); }
        }

        async SimTask Ask()
        {
            try { await single.Request(1, preempt: false); }
            catch (Interrupted) { log.Add("polite left"); }
        }
    }

    SimProcess Start(string name, int at, int priority, bool preempt = true, int length = 10)
    {
        return simulation.Start(name, Customer());

        async SimTask Customer()
        {
            await simulation.Delay(at.Ns);
            try
            {
                using var unit = await counter.Request(priority, preempt);
                log.Add($"{name} from {simulation.Now}");
                await simulation.Delay(length.Ns);
                log.Add($"{name} done at {simulation.Now}");
            }
            catch (Interrupted why) when (why.Cause is Preempted { By: SimProcess by, UsageSince: var since })
            {
                log.Add($"{name} lost to {by.Name} at {simulation.Now}, held since {since}");
            }
            catch (Interrupted) { }
        }
    }

    async SimTask Interrupt(SimProcess process, int at)
    {
        await simulation.Delay(at.Ns);
        process.Interrupt("go");
    }
}

using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// A demand stands in line only while somebody waits for it; what it was given, it has.
public class LawsOfDemands
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void Of_several_demands_one_alone_is_served()
    {
        var (left, right) = (new Store<int>(simulation), new Store<int>(simulation));
        simulation.Start("get", Get());
        simulation.Start("put", Put());
        simulation.Run();
        log.ShouldBe(["got 1"]);
        (left.Count, right.Count, left.Getters.Count, right.Getters.Count).ShouldBe((0, 1, 0, 0));
        right.Getters.Reneged.ShouldBe(1);

        async SimTask Get()
        {
            var (one, other) = (left.Get().AsEvent(), right.Get().AsEvent());
            (await simulation.AnyOf(one, other)).ShouldBe(one);
            other.Happened.ShouldBeFalse();
            log.Add($"got {one.Value}");
        }

        async SimTask Put()
        {
            await simulation.Delay(1.Ns);
            left.TryPut(1);
            right.TryPut(2);
        }
    }

    [Fact]
    public void What_is_there_is_taken_from_the_first_in_the_list_alone()
    {
        var (left, right) = (new Store<int>(simulation), new Store<int>(simulation));
        (left.TryPut(1), right.TryPut(2)).ShouldBe((true, true));
        simulation.Start("get", Get());
        simulation.Run();
        (left.Count, right.Count).ShouldBe((0, 1));

        async SimTask Get() => await simulation.AnyOf(left.Get().AsEvent(), right.Get().AsEvent());
    }

    [Fact]
    public void Several_demands_may_all_be_waited_for()
    {
        var (one, two) = (new Resource(simulation), new Resource(simulation));
        simulation.Start("holder", Hold());
        simulation.Start("both", Both());
        simulation.Run();
        log.ShouldBe(["both at 5ns"]);
        (one.InUse, two.InUse).ShouldBe((0, 0));

        async SimTask Hold()
        {
            using (await two.Request()) await simulation.Delay(5.Ns);
        }

        async SimTask Both()
        {
            using var first = one.Request().AsEvent();
            using var second = two.Request().AsEvent();
            await simulation.AllOf(first, second);
            log.Add($"both at {simulation.Now}");
        }
    }

    [Fact]
    public void An_event_that_nobody_awaits_asks_for_nothing()
    {
        var store = new Store<int>(simulation);
        store.TryPut(1);
        var get = store.Get().AsEvent();
        (get.Happened, store.Count).ShouldBe((false, 1));
    }

    [Fact]
    public void Who_has_patience_is_served_in_time_or_leaves()
    {
        var store = new Store<string>(simulation);
        simulation.Start("hasty", Get("hasty", 1.Ns));
        simulation.Start("patient", Get("patient", 5.Ns));
        simulation.Start("put", Put());
        simulation.Run().At.ShouldBe(new Instant(3));
        log.ShouldBe(["hasty left at 1ns", "patient got x at 3ns"]);
        (store.Count, store.Getters.Count, store.Getters.Reneged).ShouldBe((0, 0, 1));

        async SimTask Get(string name, Duration patience)
        {
            if (await store.Get().Within(patience) is (true, var item))
                log.Add($"{name} got {item} at {simulation.Now}");
            else log.Add($"{name} left at {simulation.Now}");
        }

        async SimTask Put()
        {
            await simulation.Delay(3.Ns);
            await store.Put("x");
        }
    }

    [Fact]
    public void Without_patience_it_takes_what_is_to_be_had_at_once()
    {
        var counter = new Resource(simulation);
        simulation.Start("try", Try());
        simulation.Run();
        counter.InUse.ShouldBe(0);

        async SimTask Try()
        {
            var (inTime, unit) = await counter.Request().Within(Duration.Zero);
            inTime.ShouldBeTrue();
            (await counter.Request().Within(Duration.Zero)).InTime.ShouldBeFalse();
            unit.Dispose();
        }
    }

    [Fact]
    public void An_interrupt_ends_patience_too()
    {
        var store = new Store<int>(simulation);
        var getter = simulation.Start("get", Get());
        simulation.Start("other", Interrupt());
        simulation.Run().At.ShouldBe(new Instant(1));
        log.ShouldBe(["interrupted: stop"]);
        store.Getters.Count.ShouldBe(0);

        async SimTask Get()
        {
            try { await store.Get().Within(5.Ns); }
            catch (Interrupted why) { log.Add(why.Message); }
        }

        async SimTask Interrupt()
        {
            await simulation.Delay(1.Ns);
            getter.Interrupt("stop");
        }
    }

    [Fact]
    public void Parts_say_their_names()
    {
        new Resource(simulation, name: "counter").ToString().ShouldBe("resource counter");
        new Store<int>(simulation, name: "shelf").Get().AsEvent().ToString().ShouldBe("event served by store shelf");
        new Container(simulation).ToString().ShouldBe("a container");
    }
}

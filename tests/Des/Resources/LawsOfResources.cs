using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// A unit is held by one at a time, given in order of asking, and never lost.
public class LawsOfResources
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void Units_are_given_in_order_of_asking()
    {
        var counter = new Resource(simulation, capacity: 2, "counter");
        for (var i = 0; i < 5; i++) simulation.Start($"c{i}", Customer(i));
        simulation.Run();
        log.ShouldBe(["0 at 0ns", "1 at 0ns", "2 at 10ms", "3 at 10ms", "4 at 20ms"]);
        (counter.InUse, counter.Waiting, counter.MostWaiting).ShouldBe((0, 0, 3));
        counter.MeanInUse.ShouldBe(50 / 30.0, 1e-12);
        counter.MeanWaiting.ShouldBe(40 / 30.0, 1e-12);
        (counter.Waits.Count, counter.Waits.Max).ShouldBe((5, 20.Ms));

        async SimTask Customer(int i)
        {
            using (await counter.Request())
            {
                log.Add($"{i} at {simulation.Now}");
                await simulation.Delay(10.Ms);
            }
        }
    }

    [Fact]
    public void Smaller_priorities_go_first_and_equal_ones_in_order()
    {
        var counter = new Resource(simulation);
        foreach (var (name, priority) in new[] { ("a", 5), ("b", 1), ("c", 0), ("d", 1), ("e", -1) })
            simulation.Start(name, Customer(name, priority));
        simulation.Run();
        string.Concat(log).ShouldBe("aecbd");

        async SimTask Customer(string name, int priority)
        {
            using var unit = await counter.Request(priority);
            log.Add(name);
            await simulation.Delay(1.Ms);
        }
    }

    [Fact]
    public void Nobody_passes_who_waits()
    {
        var counter = new Resource(simulation);
        simulation.Start("first", First());
        simulation.Start("second", Second());
        simulation.Run();
        log.ShouldBe(["second", "first again"]);

        async SimTask First()
        {
            var unit = await counter.Request();
            await simulation.Delay(1.Ms);
            unit.Dispose();
            counter.TryRequest(out _).ShouldBeFalse();
            using (await counter.Request()) log.Add("first again");
        }

        async SimTask Second()
        {
            using (await counter.Request()) log.Add("second");
        }
    }

    [Fact]
    public void A_unit_given_back_twice_is_given_back_once()
    {
        var counter = new Resource(simulation);
        counter.TryRequest(out var first).ShouldBeTrue();
        first.Dispose();
        counter.TryRequest(out var second).ShouldBeTrue();
        first.Dispose();
        (first.IsHeld, second.IsHeld, counter.InUse).ShouldBe((false, true, 1));
        second.Dispose();
        counter.InUse.ShouldBe(0);
        default(Grant).Dispose();
    }

    [Fact]
    public void A_request_may_be_one_of_several_events_and_is_settled_by_disposing_of_it()
    {
        var counter = new Resource(simulation);
        simulation.Start("holder", Hold());
        simulation.Start("hasty", Ask(2.Ms));
        simulation.Start("patient", Ask(20.Ms));
        simulation.Run().At.ShouldBe(new Instant(11_000_000));
        log.ShouldBe(["gave up at 2ms", "served at 10ms"]);
        (counter.InUse, counter.Waiting).ShouldBe((0, 0));

        async SimTask Hold()
        {
            using (await counter.Request()) await simulation.Delay(10.Ms);
        }

        async SimTask Ask(Duration patience)
        {
            using var request = counter.Request().AsEvent();
            if (await simulation.AnyOf(request, simulation.Timeout(patience)) == request)
            {
                log.Add($"served at {simulation.Now}");
                request.Value.IsHeld.ShouldBeTrue();
                await simulation.Delay(1.Ms);
            }
            else log.Add($"gave up at {simulation.Now}");
        }
    }

    [Fact]
    public void A_grant_is_not_lost_to_an_interrupt_of_the_same_instant()
    {
        var counter = new Resource(simulation);
        SimProcess? taker = null;
        simulation.Start("holder", Hold());
        taker = simulation.Start("taker", Take());
        simulation.Run();
        log.ShouldBe(["granted", "interrupted"]);
        counter.InUse.ShouldBe(0);

        async SimTask Hold()
        {
            using (await counter.Request()) await simulation.Delay(1.Ms);
            taker!.Interrupt("now");
        }

        async SimTask Take()
        {
            using var unit = await counter.Request();
            log.Add("granted");
            try { await simulation.Delay(1.Ms); }
            catch (Interrupted) { log.Add("interrupted"); }
        }
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void There_is_at_least_one_unit(int capacity) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Resource(simulation, capacity));
}

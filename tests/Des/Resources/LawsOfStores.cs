using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// Every item that is put is got once, by who waited longest for it, and never more are kept than there is room.
public class LawsOfStores
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void Items_come_out_in_the_order_in_which_they_were_put()
    {
        var store = new Store<int>(simulation);
        for (var i = 0; i < 5; i++) store.TryPut(i).ShouldBeTrue();
        for (var i = 0; i < 5; i++)
        {
            store.TryGet(out var item).ShouldBeTrue();
            item.ShouldBe(i);
        }
        store.TryGet(out _).ShouldBeFalse();
    }

    [Fact]
    public void Who_gets_waits_in_order_of_coming()
    {
        var store = new Store<string>(simulation);
        foreach (var name in new[] { "a", "b", "c" }) simulation.Start(name, Get(name));
        simulation.Start("put", Put());
        simulation.Run();
        log.ShouldBe(["a: x at 1ns", "b: y at 1ns", "c: z at 2ns"]);
        store.Getters.Waits.Max.ShouldBe(2.Ns);

        async SimTask Get(string name) => log.Add($"{name}: {await store.Get()} at {simulation.Now}");

        async SimTask Put()
        {
            await simulation.Delay(1.Ns);
            await store.Put("x");
            await store.Put("y");
            await simulation.Delay(1.Ns);
            await store.Put("z");
        }
    }

    [Fact]
    public void Who_puts_waits_for_room_in_order_of_coming()
    {
        var store = new Store<int>(simulation, capacity: 2, "shelf");
        for (var i = 0; i < 5; i++) simulation.Start("put", Put(i));
        simulation.Start("get", Get());
        simulation.Run();
        log.ShouldBe(["put 0 at 0ns", "put 1 at 0ns", "got 0", "put 2 at 1ns", "got 1", "put 3 at 2ns", "got 2",
            "put 4 at 3ns", "got 3", "got 4"]);
        (store.Count, store.MostCount, store.Putters.Most).ShouldBe((0, 2, 3));
        store.MeanCount.ShouldBe((2 * 3 + 2 + 1) / 5.0, 0.4);

        async SimTask Put(int item)
        {
            await store.Put(item);
            log.Add($"put {item} at {simulation.Now}");
        }

        async SimTask Get()
        {
            for (var i = 0; i < 5; i++)
            {
                await simulation.Delay(1.Ns);
                log.Add($"got {await store.Get()}");
            }
        }
    }

    [Fact]
    public void A_filter_store_gives_each_the_first_item_that_it_accepts()
    {
        var store = new FilterStore<int>(simulation);
        simulation.Start("even", Get("even", x => x % 2 == 0));
        simulation.Start("any", Get("any", null));
        simulation.Start("large", Get("large", x => x > 10));
        simulation.Start("put", Put());
        simulation.Run();
        log.ShouldBe(["any: 1", "even: 4", "large: 12"]);
        store.TryGet(x => x == 5, out _).ShouldBeTrue();
        (store.TryGet(null, out var left), left, store.Count).ShouldBe((true, 3, 0));

        async SimTask Get(string name, Predicate<int>? accepts) => log.Add($"{name}: {await store.Get(accepts)}");

        async SimTask Put()
        {
            foreach (var item in new[] { 1, 3, 5, 4, 12 })
            {
                await simulation.Delay(1.Ns);
                await store.Put(item);
            }
        }
    }

    [Fact]
    public void A_full_filter_store_takes_in_the_next_when_somebody_gets_one()
    {
        var store = new FilterStore<int>(simulation, capacity: 1);
        simulation.Start("put", Put());
        simulation.Start("get", Get());
        simulation.Run();
        log.ShouldBe(["2", "1"]);

        async SimTask Put()
        {
            await store.Put(1);
            await store.Put(2);
        }

        async SimTask Get()
        {
            simulation.Start("second", Second());
            await simulation.Delay(1.Ns);
            var one = await store.Get(x => x == 1);
            await simulation.Delay(1.Ns);
            log.Add($"{one}");
        }

        async SimTask Second() => log.Add($"{await store.Get(x => x == 2)}");
    }

    [Fact]
    public void A_priority_store_gives_the_least_first_and_equals_in_the_order_of_putting()
    {
        var store = new PriorityStore<(int Key, string Name)>(simulation,
            order: Comparer<(int Key, string Name)>.Create((a, b) => a.Key.CompareTo(b.Key)));
        foreach (var item in new[] { (2, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e"), (1, "f") }) store.TryPut(item);
        while (store.TryGet(out var item)) log.Add(item.Name);
        string.Concat(log).ShouldBe("ebdfac");
    }

    [Fact]
    public void An_item_granted_in_the_instant_of_an_interrupt_is_kept()
    {
        var store = new Store<int>(simulation);
        var getter = simulation.Start("get", Get());
        simulation.Start("put", Put());
        simulation.Run();
        log.ShouldBe(["got 7", "interrupted"]);

        async SimTask Get()
        {
            log.Add($"got {await store.Get()}");
            try { await store.Get(); }
            catch (Interrupted) { log.Add("interrupted"); }
        }

        async SimTask Put()
        {
            await simulation.Delay(1.Ns);
            await store.Put(7);
            getter.Interrupt("now");
        }
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void There_is_room_for_one_at_least(int capacity) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Store<int>(simulation, capacity));
}

using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// In steady state no part of the model allocates anything, whether its demands wait or not.
public class LawsOfPartsMemory
{
    readonly Simulation simulation = new();
    int turns;

    [Fact]
    public void Contended_containers_allocate_nothing()
    {
        var tank = new Container(simulation, capacity: 10);
        Start(5, async i => await tank.Put(1 + i % 3));
        Start(5, async i => await tank.Get(1 + i % 3));
        AllocatedPerTurn().ShouldBe(0);
    }

    [Fact]
    public void Contended_stores_allocate_nothing()
    {
        var store = new Store<string>(simulation, capacity: 3);
        Start(5, async _ => await store.Put("item"));
        Start(5, async _ => await store.Get());
        AllocatedPerTurn().ShouldBe(0);
    }

    [Fact]
    public void Contended_filter_stores_allocate_nothing()
    {
        var store = new FilterStore<int>(simulation, capacity: 3);
        Predicate<int> even = item => item % 2 == 0, odd = item => item % 2 != 0;
        Start(6, async i => await store.Put(i));
        Start(6, async i => await store.Get(i % 2 == 0 ? even : odd));
        AllocatedPerTurn().ShouldBe(0);
    }

    [Fact]
    public void Contended_priority_stores_allocate_nothing()
    {
        var store = new PriorityStore<int>(simulation, capacity: 3);
        Start(5, async i => await store.Put(i));
        Start(5, async _ => await store.Get());
        AllocatedPerTurn().ShouldBe(0);
    }

    [Fact]
    public void Contended_pools_allocate_nothing()
    {
        var pool = new ResourcePool<int>(simulation, [1, 2, 3]);
        Predicate<int> small = instance => instance < 3;
        Start(8, async i =>
        {
            using (await pool.Request(i % 2 == 0 ? small : null, i % 3)) await simulation.Delay(1.Us);
        });
        AllocatedPerTurn().ShouldBe(0);
    }

    [Fact]
    public void Preemptive_resources_that_need_not_preempt_allocate_nothing()
    {
        var counter = new PreemptiveResource(simulation, capacity: 2);
        Start(8, async i =>
        {
            using (await counter.Request(i % 3, preempt: false)) await simulation.Delay(1.Us);
        });
        AllocatedPerTurn().ShouldBe(0);
    }

    [Fact]
    public void Draws_allocate_nothing()
    {
        Start(1, async _ => await simulation.Delay(simulation.Random("x").Exponential(1.Us)));
        AllocatedPerTurn().ShouldBe(0);
    }

    void Start(int count, Func<int, SimTask> use)
    {
        for (var i = 0; i < count; i++) simulation.Start("user", Loop(i));

        async SimTask Loop(int i)
        {
            while (true)
            {
                await use(i);
                await simulation.Delay(1.Us);
                turns++;
            }
        }
    }

    double AllocatedPerTurn() => Allocation.PerTurn(simulation, () => turns);
}

using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// What was put is what was got and what is left.
sealed class FuzzedContainer(FuzzedParts model) : FuzzedPart(model)
{
    readonly Container tank = new(model.Simulation, capacity: 10, level: 5);
    long put = 5, got;

    public override Type Kind => typeof(Container);

    public override IEnumerable<Line> Lines => [tank.Putters, tank.Getters];

    public override async SimTask Use(int depth)
    {
        var puts = Model.Below(2) == 0;
        var amount = 1 + Model.Below(8);
        if (await Model.Ask(this, puts ? tank.Put(amount) : tank.Get(amount)) is not (true, var moved)) return;
        moved.ShouldBe(amount);
        if (puts) put += amount;
        else got += amount;
    }

    public override void CheckNow() => tank.Level.ShouldBeInRange(0, tank.Capacity);

    public override void CheckEnd() => tank.Level.ShouldBe(put - got);
}

/// Every item that was put was got once or is left, and there was room for it.
abstract class FuzzedStock(FuzzedParts model, Stock<int> stock) : FuzzedPart(model)
{
    readonly HashSet<int> inside = [], offered = [];
    int last;

    public override Type Kind => stock.GetType().GetGenericTypeDefinition();

    public override IEnumerable<Line> Lines => [stock.Putters, stock.Getters];

    public override async SimTask Use(int depth)
    {
        if (Model.Below(2) == 0)
        {
            var item = ++last;
            offered.Add(item);
            if ((await Model.Ask(this, stock.Put(item))).InTime) inside.Add(item);
            return;
        }
        var which = Model.Below(4);
        if (await Model.Ask(this, Get(which)) is not (true, var got)) return;
        Suits(got, which).ShouldBeTrue();
        offered.Remove(got).ShouldBeTrue("an item is got once");
    }

    public override void CheckNow() => stock.Count.ShouldBeInRange(0, stock.Capacity);

    public override void CheckEnd()
    {
        var left = new HashSet<int>();
        while (TryGet(out var item)) left.Add(item);
        inside.IntersectWith(offered);
        left.SetEquals(inside).ShouldBeTrue("what was put and not got is left");
        stock.Count.ShouldBe(0);
    }

    protected abstract Demand<Predicate<int>?, int> Get(int which);

    protected abstract bool TryGet(out int item);

    protected virtual bool Suits(int item, int which) => true;
}

sealed class FuzzedStore(FuzzedParts model, Store<int> store) : FuzzedStock(model, store)
{
    public FuzzedStore(FuzzedParts model) : this(model, new(model.Simulation, capacity: 3)) { }

    protected override Demand<Predicate<int>?, int> Get(int which) => store.Get();

    protected override bool TryGet(out int item) => store.TryGet(out item);
}

sealed class FuzzedPriorityStore(FuzzedParts model, PriorityStore<int> store) : FuzzedStock(model, store)
{
    public FuzzedPriorityStore(FuzzedParts model) : this(model, new(model.Simulation, capacity: 3)) { }

    protected override Demand<Predicate<int>?, int> Get(int which) => store.Get();

    protected override bool TryGet(out int item) => store.TryGet(out item);
}

sealed class FuzzedFilterStore(FuzzedParts model, FilterStore<int> store) : FuzzedStock(model, store)
{
    public FuzzedFilterStore(FuzzedParts model) : this(model, new(model.Simulation, capacity: 3)) { }

    protected override Demand<Predicate<int>?, int> Get(int which) =>
        store.Get(which == 3 ? null : item => Suits(item, which));

    protected override bool TryGet(out int item) => store.TryGet(null, out item);

    protected override bool Suits(int item, int which) => which == 3 || item % 3 == which;
}

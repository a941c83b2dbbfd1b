using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// Units are held by as many as there are, and all come back.
abstract class FuzzedLender<TGrant>(FuzzedParts model, Lender lender) : FuzzedPart(model)
{
    readonly List<TGrant> held = [];

    public override Type Kind =>
        lender.GetType().IsGenericType ? lender.GetType().GetGenericTypeDefinition() : lender.GetType();

    public override IEnumerable<Line> Lines => [lender.Line];

    public override void CheckNow() => held.Count(IsHeld).ShouldBeInRange(0, lender.InUse);

    public override void CheckEnd() => (lender.InUse, held.Count).ShouldBe((0, 0));

    protected async SimTask Hold(TGrant grant, int depth, Action? atEnd = null)
    {
        held.Add(grant);
        held.Count(IsHeld).ShouldBeLessThanOrEqualTo(lender.Capacity);
        try { await Model.Pass(depth); }
        finally
        {
            held.Remove(grant);
            atEnd?.Invoke();
            ((IDisposable)grant!).Dispose();
            IsHeld(grant).ShouldBeFalse();
        }
    }

    protected abstract bool IsHeld(TGrant grant);
}

sealed class FuzzedResource(FuzzedParts model, Resource resource) : FuzzedLender<Grant>(model, resource)
{
    public FuzzedResource(FuzzedParts model) : this(model, new(model.Simulation, capacity: 2)) { }

    public override async SimTask Use(int depth)
    {
        if (await Model.Ask(this, resource.Request(Model.Below(3))) is (true, var unit)) await Hold(unit, depth);
    }

    protected override bool IsHeld(Grant grant) => grant.IsHeld;
}

sealed class FuzzedPreemption(FuzzedParts model, PreemptiveResource resource) : FuzzedLender<Grant>(model, resource)
{
    long told, untold;

    public FuzzedPreemption(FuzzedParts model) : this(model, new(model.Simulation, capacity: 2)) { }

    public override async SimTask Use(int depth)
    {
        var asked = Model.Ask(this, resource.Request(Model.Below(4), preempt: Model.Below(3) > 0));
        if (await asked is not (true, var unit)) return;
        var (wasTold, wasTaken) = (false, false);
        try { await Hold(unit, depth, () => wasTaken = !unit.IsHeld); }
        catch (Interrupted why) when (why.Cause is Preempted && wasTaken) { wasTold = true; }
        finally
        {
            if (wasTold) told++;
            else if (wasTaken) untold++;
        }
    }

    public override void CheckEnd()
    {
        base.CheckEnd();
        (told + untold).ShouldBe(resource.Preemptions);
        told.ShouldBeGreaterThan(0);
    }

    protected override bool IsHeld(Grant grant) => grant.IsHeld;
}

sealed class FuzzedPool(FuzzedParts model, ResourcePool<int> pool) : FuzzedLender<Grant<int>>(model, pool)
{
    readonly HashSet<int> busy = [];

    public FuzzedPool(FuzzedParts model) : this(model, new(model.Simulation, [0, 1, 2])) { }

    public override async SimTask Use(int depth)
    {
        var which = Model.Below(4);
        var request = pool.Request(which == 3 ? null : instance => instance == which, Model.Below(2));
        if (await Model.Ask(this, request) is not (true, var one)) return;
        if (which < 3) one.Instance.ShouldBe(which);
        busy.Add(one.Instance).ShouldBeTrue("an instance is held by one at a time");
        await Hold(one, depth, () => busy.Remove(one.Instance));
    }

    public override void CheckEnd()
    {
        base.CheckEnd();
        pool.Idle.Order().ShouldBe([0, 1, 2]);
    }

    protected override bool IsHeld(Grant<int> grant) => grant.IsHeld;
}

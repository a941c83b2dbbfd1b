namespace Timeslice.Tests.Reference;

/// The multi-level feedback queue of OSTEP: an allotment at each level, and a boost of all now and then.
sealed class NaiveMlfq(Policy policy) : NaivePolicy
{
    public override bool HasSlices => true;
    public override bool IsPreemptive => true;

    int Allotment => policy.Allotment == 0 ? policy.Quantum : policy.Allotment;
    int Lowest => policy.Levels - 1;
    int Epoch => policy.Boost == 0 ? 0 : Now / policy.Boost;

    public override void Ran(NaiveThread thread, int time)
    {
        var level = thread.Level;
        thread.Used += time;
        while (thread.Used >= Allotment && thread.Level < Lowest)
        {
            thread.Used -= Allotment;
            thread.Level++;
        }
        // In this very instant, not before.
        thread.HasSunk = thread.Level > level && thread.Used == 0;
        Boost(thread);
    }

    protected override void Arrive(NaiveThread thread, How how)
    {
        Boost(thread);
        thread.HasSunk = false;
        if (how == How.Born) (thread.Level, thread.Used, thread.Epoch) = (0, 0, Epoch);
        if (!policy.Accounts && how is How.Born or How.Woken or How.Yielded) thread.Used = 0;
    }

    protected override bool IsBefore(NaiveThread one, NaiveThread other) => one.Level < other.Level;

    protected override bool IsMoreUrgent(NaiveThread one, NaiveThread other)
    {
        Boost(one);
        Boost(other);
        return IsBefore(one, other);
    }

    protected override int Rest(NaiveThread thread, int ran)
    {
        Refresh();
        Boost(thread);
        if (thread.HasSunk) return 0;
        var rest = RestOf(policy.Quantum, ran);
        return thread.Level == Lowest ? rest : Math.Min(rest, Allotment - thread.Used);
    }

    /// Those of lower levels go behind those of the highest, the higher before the lower.
    protected override void Refresh()
    {
        if (Ready.All(thread => thread.Epoch == Epoch)) return;
        var all = Ready.OrderBy(thread => thread.Level).ToList();
        Ready.Clear();
        Ready.AddRange(all);
        Ready.ForEach(Boost);
    }

    void Boost(NaiveThread thread)
    {
        if (thread.Epoch < Epoch) (thread.Level, thread.Used, thread.HasSunk, thread.Epoch) = (0, 0, false, Epoch);
    }
}

namespace Timeslice.Kernel.Locks;

/// <summary>One holder at a time, who owns it: only the owner may unlock. On unlock it is handed to the first in the line.</summary>
public sealed class Mutex : Lock
{
    int owner = -1;

    public override int Permits => 1;
    public override int Owner => owner;
    public override IReadOnlyList<int> HeldBy => owner < 0 ? [] : [owner];

    protected override bool TryTake(int thread)
    {
        if (owner >= 0) return false;
        owner = thread;
        return true;
    }

    protected override void GiveBack(int thread)
    {
        if (owner != thread)
            throw Machine.Refuse(thread, $"unlocks {Name}, which {(owner < 0 ? "nobody" : Machine.NameOf(owner))} holds");
        owner = -1;
    }
}

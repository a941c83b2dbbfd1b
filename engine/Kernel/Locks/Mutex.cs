using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// One holder at a time, who owns it: only the owner may unlock. On unlock it is handed to the first in the line.
/// </summary>
public sealed class Mutex : Lock, ILockable
{
    const int Nobody = -1;

    public Mutex() { }

    /// <summary>One that belongs to a machine at once.</summary>
    public Mutex(Machine machine, string? name = null) => machine.Add(name, this);

    int owner = Nobody;

    public override int Permits => 1;
    public override int Owner => owner;
    public override IReadOnlyList<int> HeldBy => owner == Nobody ? [] : [owner];

    internal override bool LoseHolder(int thread)
    {
        if (owner != thread) return false;
        owner = ThreadTable.Departed;
        return true;
    }

    protected override bool TryTake(int thread)
    {
        if (owner != Nobody) return false;
        owner = thread;
        Held(thread);
        return true;
    }

    protected override void GiveBack(int thread)
    {
        if (owner != thread)
            throw Machine.Refuse(thread,
                $"unlocks {Name}, which {(owner == Nobody ? "nobody" : Machine.NameOf(owner))} holds");
        owner = Nobody;
        NoLongerHeld(thread);
    }
}

using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// Where threads wait until so many have arrived; then all go on, and it is as new.
/// </summary>
/// <param name="parties">How many, from 1.</param>
public sealed class Barrier(int parties) : Lock, IArrivable
{
    readonly int parties = parties >= 1 ? parties
        : throw new ArgumentOutOfRangeException(nameof(parties), parties, "must be at least 1");
    readonly WaitLine line = new();

    /// <summary>One that belongs to a machine at once.</summary>
    public Barrier(Machine machine, int parties, string? name = null) : this(parties) => machine.Add(name, this);

    /// <summary>How many go on together.</summary>
    public int Parties => parties;

    /// <summary>How often all had arrived.</summary>
    public long Phases { get; private set; }

    public override int Permits => 0;
    public override int Waiters => line.Count;
    public override int WhoWaits(Span<int> room) => line.CopyTo(Machine, room);

    Charge IArrivable.CostOfArriving(int thread) => Charge.System(Machine.Costs.SystemCall);
    bool IArrivable.WouldWait(int thread) => line.Count + 1 < parties;

    Flow IArrivable.Arrive(int thread, Patience patience)
    {
        if (line.Count + 1 < parties)
        {
            if (patience.IsNone)
            {
                TimedOut(thread);
                return Flow.Next;
            }
            Machine.Observer?.Signalled(Machine, this, thread);
            line.Add(Machine, thread);
            return Block(thread, patience.Time);
        }
        Machine.Observer?.Signalled(Machine, this, thread);
        Phases++;
        while (line.Count > 0)
        {
            var next = line.Take(Machine);
            Passed(next, Machine.TimeInState(next), contended: true);
            Machine.Observer?.Noticed(Machine, this, next);
            Wake(next);
        }
        Passed(thread, Des.Duration.Zero, contended: false);
        Machine.Observer?.Noticed(Machine, this, thread);
        Changed();
        return Flow.Next;
    }

    internal override void Forget(int thread)
    {
        Machine.LeavesLine(thread);
        line.Remove(Machine, thread);
        Changed();
    }
}

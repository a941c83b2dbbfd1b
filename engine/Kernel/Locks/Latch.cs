using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Locks;

/// <summary>Closed until so many threads have arrived; then open for good.</summary>
/// <param name="count">How many, from 0.</param>
public sealed class Latch(int count) : Lock, IArrivable, IWaitable
{
    readonly WaitLine line = new();
    int left = count >= 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "must not be negative");

    /// <summary>One that belongs to a machine at once.</summary>
    public Latch(Machine machine, int count, string? name = null) : this(count) => machine.Add(name, this);

    /// <summary>How many are still to arrive.</summary>
    public int Left => left;

    public override int Permits => 0;
    public override int Waiters => line.Count;
    public override int WhoWaits(Span<int> room) => line.CopyTo(Machine, room);

    Charge IArrivable.CostOfArriving(int thread) =>
        line.Count == 0 ? Touching(thread) : Charge.System(Machine.Costs.SystemCall);

    Charge IWaitable.CostOfWaiting(int thread) =>
        left == 0 ? Touching(thread) : Charge.System(Machine.Costs.SystemCall);

    bool IArrivable.WouldWait(int thread) => false;
    bool IWaitable.WouldWait(int thread) => left > 0;

    Flow IArrivable.Arrive(int thread, Patience patience)
    {
        if (left == 0) throw Machine.Refuse(thread, $"arrives at {Name}, at which all {count} have arrived");
        Machine.Observer?.Signalled(Machine, this, thread);
        if (--left > 0) return Flow.Next;
        while (line.Count > 0)
        {
            var next = line.Take(Machine);
            Pass(next, Machine.TimeInState(next), contended: true);
            Wake(next);
        }
        Changed();
        return Flow.Next;
    }

    Flow IWaitable.Wait(int thread, Patience patience)
    {
        if (left == 0)
        {
            Pass(thread, Duration.Zero, contended: false);
            return Flow.Next;
        }
        if (patience.IsNone)
        {
            TimedOut(thread);
            return Flow.Next;
        }
        line.Add(Machine, thread);
        return Block(thread, patience.Time);
    }

    internal override void Forget(int thread)
    {
        Machine.LeavesLine(thread);
        line.Remove(Machine, thread);
        Changed();
    }

    void Pass(int thread, Duration waited, bool contended)
    {
        Passed(thread, waited, contended);
        Machine.Observer?.Noticed(Machine, this, thread);
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// Where threads that own a mutex wait until another notifies them; the mutex is given back meanwhile.
/// </summary>
/// <remarks>
/// B. W. Lampson and D. D. Redell, "Experience with processes and monitors in Mesa", CACM 23(2), 1980: who was notified
/// gets the mutex like any other, and looks again whether what it waited for is so.
/// </remarks>
/// <param name="lock">The mutex.</param>
/// <param name="morphing">
/// Whether who is notified joins the line of the mutex at once, without being woken only to block there.
/// </param>
/// <param name="spurious">After what time a thread wakes up that nobody has notified; never when left out.</param>
public sealed class Condition(LockReference<Mutex> @lock, bool morphing = false, RandomDuration? spurious = null)
    : Lock, IWaitable
{
    readonly WaitLine line = new();

    /// <summary>One that belongs to a machine at once.</summary>
    public Condition(Machine machine, Mutex of, bool morphing = false, string? name = null) : this(of, morphing) =>
        machine.Add(name, this);

    public override int Permits => 0;
    public override int Waiters => line.Count;
    public override int WhoWaits(Span<int> room) => line.CopyTo(Machine, room);

    /// <summary>Notifications for which nobody waited.</summary>
    public long Lost { get; private set; }

    /// <summary>Waits that ended without a notification.</summary>
    public long SpuriousWakeUps { get; private set; }

    internal Operation Notifying => field ??= new Notify(this);
    internal Operation NotifyingAll => field ??= new NotifyAll(this);

    Mutex Mutex => (Mutex)Machine.Locks[@lock.First];

    internal Charge CostOfNotifying(int thread) =>
        line.Count == 0 ? Touching(thread) : Charge.System(Machine.Costs.SystemCall);

    Charge IWaitable.CostOfWaiting(int thread) => Charge.System(Machine.Costs.SystemCall);
    bool IWaitable.WouldWait(int thread) => true;

    Flow IWaitable.Wait(int thread, Patience patience)
    {
        if (Mutex.Owner != thread)
            throw Machine.Refuse(thread, $"waits for {Name}, whose mutex {Mutex.Name} it does not hold");
        if (patience.IsNone)
        {
            TimedOut(thread);
            return Flow.Next;
        }
        Begin(thread, patience);
        var time = patience.Time;
        if (spurious is { } random && random.Draw(ref Machine.Random(thread)) is var early && early < time)
            time = early > Duration.Zero ? early : new(1);
        line.Add(Machine, thread);
        Block(thread, time);
        Mutex.ReleaseWhole(thread);
        return Flow.Blocked;
    }

    /// <summary>A thread notifies the first that waits, or all.</summary>
    internal void Notify(int thread, bool all)
    {
        Machine.Observer?.Signalled(Machine, this, thread);
        if (line.Count == 0) Lost++;
        for (var left = all ? line.Count : Math.Min(1, line.Count); left > 0; left--)
        {
            var next = line.Take(Machine);
            HandedOff();
            Passed(next, Machine.TimeInState(next), contended: true);
            GoOn(next);
        }
        Changed();
    }

    internal override void Forget(int thread)
    {
        Machine.LeavesLine(thread);
        line.Remove(Machine, thread);
        Mutex.ForgetDepth(thread);
        Changed();
    }

    // It gets the mutex back first; what interrupts it comes when it waits again.
    internal override bool TryInterrupt(int thread)
    {
        Leave(thread);
        return false;
    }

    internal override void TimeIsUp(int thread)
    {
        if (Machine.Now >= AttemptOf(thread).GivesUpAt) TimedOut(thread);
        else SpuriousWakeUps++;
        Leave(thread);
    }

    /// <summary>Who was notified, and woken for that, asks for the mutex like any other.</summary>
    internal override Flow AskAgain(int thread)
    {
        Machine.Threads[thread].Flags &= ~ThreadFlags.Contends;
        return Mutex.Acquire(thread, Patience.Returning);
    }

    void Leave(int thread)
    {
        line.Remove(Machine, thread);
        GoOn(thread);
        Changed();
    }

    void GoOn(int thread)
    {
        Machine.Observer?.Noticed(Machine, this, thread);
        Machine.LeavesLine(thread);
        if (morphing)
        {
            Mutex.Adopt(thread);
            return;
        }
        Machine.Threads[thread].Flags |= ThreadFlags.Contends;
        Machine.Wake(thread, Machine.Costs.LockOperation);
    }
}

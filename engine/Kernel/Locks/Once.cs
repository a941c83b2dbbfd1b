using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Locks;

/// <summary>What is to be done once: by whoever comes first, while the others wait (pthread_once).</summary>
/// <remarks>When the thread that does it dies, the next begins anew.</remarks>
public sealed class Once() : Lock
{
    readonly WaitLine line = new();
    int doer = -1;
    long since;

    /// <summary>One that belongs to a machine at once.</summary>
    public Once(Machine machine, string? name = null) : this() => machine.Add(name, this);

    /// <summary>It is done.</summary>
    public bool IsDone { get; private set; }

    public override int Permits => 1;
    public override int Waiters => line.Count;
    public override int WhoWaits(Span<int> room) => line.CopyTo(Machine, room);
    public override int Owner => doer;
    public override IReadOnlyList<int> HeldBy => doer == -1 ? [] : [doer];

    internal Operation Beginning => field ??= new Programs.Once.Begin(this);
    internal Operation Ending => field ??= new Programs.Once.End(this);

    internal bool IsBeingDone => doer != -1;

    internal Charge CostOfBeginning(int thread) =>
        IsBeingDone ? Charge.System(Machine.Costs.SystemCall) : Touching(thread);

    internal Charge CostOfEnding(int thread) =>
        line.Count == 0 ? Touching(thread) : Charge.System(Machine.Costs.SystemCall);

    /// <summary>A thread does it if the outcome is that it got it; otherwise it is done.</summary>
    internal Flow Begin(int thread)
    {
        if (IsDone) Pass(thread, Duration.Zero, contended: false);
        else if (doer == -1) Do(thread, Duration.Zero, contended: false);
        else
        {
            line.Add(Machine, thread);
            return Block(thread, Duration.Max);
        }
        return Flow.Next;
    }

    internal void End(int thread)
    {
        if (doer != thread) throw Machine.Refuse(thread, $"ends {Name}, which it does not do");
        doer = -1;
        IsDone = true;
        NoLongerHeld(thread);
        GivenBack(thread, since);
        while (line.Count > 0)
        {
            var next = line.Take(Machine);
            Pass(next, Machine.TimeInState(next), contended: true);
            Wake(next);
        }
        Changed();
    }

    internal override void Forget(int thread)
    {
        line.Remove(Machine, thread);
        Changed();
    }

    internal override bool LoseHolder(int thread)
    {
        if (doer != thread) return false;
        doer = -1;
        NoLongerHeld(thread);
        GivenBack(thread, since);
        if (line.Count > 0)
        {
            var next = line.Take(Machine);
            Do(next, Machine.TimeInState(next), contended: true);
            Wake(next);
        }
        Changed();
        return false;
    }

    void Do(int thread, Duration waited, bool contended)
    {
        (doer, since) = (thread, Machine.Now);
        Held(thread);
        AttemptOf(thread).Outcome = Outcome.Got;
        Granted(thread, waited, contended);
    }

    void Pass(int thread, Duration waited, bool contended)
    {
        AttemptOf(thread).Outcome = Outcome.TimedOut;
        Passed(thread, waited, contended);
        Machine.Observer?.Noticed(Machine, this, thread);
    }
}

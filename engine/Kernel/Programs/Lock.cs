using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a lock; blocks in its line while it is not to be had. Costs an
/// atomic operation when free, a system call when not.
/// </summary>
/// <param name="name">The lock.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="as">
/// The variable that is told how it went: 1 got, 0 timed out, 2 got from an owner who died; −4 (EINTR) where a handler
/// of a signal has ended the wait for a semaphore of the kernel. Without it and a time limit, that is asked for again.
/// </param>
public sealed class Lock(
    LockReference<ILockable> name, RandomDuration? timeout = null, VariableReference? @as = null) : Operation
{
    readonly bool isTry = timeout is { } time && time.Most == Duration.Zero;

    protected internal override void Assemble(Assembler code) =>
        code.AddTold(name.Index is null ? this : new(code.Fix(name, this), timeout, @as) { Source = Source }, @as);

    internal override bool GivesUp => timeout is not null;
    internal override bool Takes(Locks.Lock one) => name.Names(one);

    internal override bool MayBeBrokenOff(Machine machine, int thread) =>
        machine.Threads.FindBodyOf(thread) is null && machine.LockAt(name, thread).EndsAtSignals;

    internal override bool TryRestart(Machine machine, int thread) => AsksAgain;

    internal override void BreakOff(Machine machine, int thread)
    {
        if (AsksAgain) machine.Threads[thread].Pc--;
        else machine.Threads.Attempts[thread].Outcome = Outcome.Interrupted;
    }

    // As programs do who want nothing but the lock.
    bool AsksAgain => timeout is null && @as is null;

    protected internal override Charge Cost(Machine machine, int thread) =>
        isTry ? machine.LockAt(name, thread).CostOfTrying(thread) : machine.LockAt(name, thread).CostOfTaking(thread);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.LockAt(name, thread).IsTaken(thread);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name, thread).Acquire(thread, machine.PatienceOf(thread, timeout, isTold: @as is not null));
}

using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a lock; blocks in its line while it is not to be had. Costs an
/// atomic operation when free, a system call when not.
/// </summary>
/// <param name="name">The lock.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
public sealed class Lock(LockReference<ILockable> name, RandomDuration? timeout = null) : Operation
{
    internal override bool GivesUp => timeout is not null;
    internal override bool Takes(Locks.Lock one) => name.Names(one);

    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfTaking(thread);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.LockAt(name, thread).IsTaken(thread);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name, thread).Acquire(thread, machine.PatienceOf(thread, timeout));
}

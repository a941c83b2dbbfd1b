using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a lock; blocks in its line while it is not to be had. Costs an
/// atomic operation when free, a system call when not.
/// </summary>
/// <param name="name">The lock.</param>
public sealed class Lock(LockReference<ILockable> name) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) =>
        CostOf(machine, Of(machine, thread));

    protected internal override bool WouldBlock(Machine machine, int thread) => !Of(machine, thread).IsQuiet;

    protected internal override Flow Execute(Machine machine, int thread) =>
        Of(machine, thread).Acquire(thread) ? Flow.Next : Flow.Blocked;

    /// <summary>What taking a lock costs as things stand.</summary>
    internal static Charge CostOf(Machine machine, Locks.Lock taken) => taken.IsQuiet
        ? Charge.User(machine.Costs.LockOperation)
        : Charge.System(machine.Costs.SystemCall);

    Locks.Lock Of(Machine machine, int thread) => (Locks.Lock)machine.LockAt(name, thread);
}

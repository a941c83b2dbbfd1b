using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Gives back a lock, which goes to the first in its line. Costs an atomic
/// operation, a system call when somebody must be woken.
/// </summary>
/// <param name="name">The lock. A mutex may be unlocked only by its owner.</param>
public sealed class Unlock(LockReference<ILockable> name) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) =>
        CostOf(machine, Of(machine, thread));

    protected internal override Flow Execute(Machine machine, int thread)
    {
        Of(machine, thread).Release(thread);
        return Flow.Next;
    }

    /// <summary>What giving a lock back costs as things stand.</summary>
    internal static Charge CostOf(Machine machine, Locks.Lock taken) => taken.Waiters == 0
        ? Charge.User(machine.Costs.LockOperation)
        : Charge.System(machine.Costs.SystemCall);

    Locks.Lock Of(Machine machine, int thread) => (Locks.Lock)machine.LockAt(name, thread);
}

using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Gives back a lock, which goes to the first in its line. Costs an atomic
/// operation, a system call when somebody must be woken.
/// </summary>
/// <param name="name">The lock. A mutex may be unlocked only by its owner.</param>
public sealed class Unlock(LockReference<ILockable> name) : Operation
{
    protected internal override void Assemble(Assembler code) =>
        code.Add(name.Index is null ? this : new Unlock(code.Fix(name, this)), this);

    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfGiving(thread);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.LockAt(name, thread).Release(thread);
        return Flow.Next;
    }
}

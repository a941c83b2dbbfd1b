using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Holds a lock while it does something: lock, body, unlock.</summary>
/// <param name="name">The lock.</param>
/// <param name="do">What is done while it is held.</param>
public sealed class With(LockReference<ILockable> name, IReadOnlyList<Operation> @do) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        code.Add(new Lock(name), this);
        code.Add(@do);
        code.Add(new Unlock(name), this);
    }
}

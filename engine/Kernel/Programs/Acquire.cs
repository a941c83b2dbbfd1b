using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Takes a permit of a semaphore: another word for <c>lock</c>.</summary>
/// <param name="name">The semaphore.</param>
public sealed class Acquire(LockReference<ILockable> name) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.Add(new Lock(code.Fix(name, this)), this);
}

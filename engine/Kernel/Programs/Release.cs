using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Gives a permit back to a semaphore, whoever took it: another word for <c>unlock</c>.</summary>
/// <param name="name">The semaphore.</param>
public sealed class Release(LockReference<ILockable> name) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.Add(new Unlock(code.Fix(name, this)), this);
}

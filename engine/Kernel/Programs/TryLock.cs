using Timeslice.Des;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a lock if that is to be had at once, does something and gives it back; or else does something else.
/// </summary>
/// <param name="name">The lock.</param>
/// <param name="do">What is done while it is held.</param>
/// <param name="else">What is done when it is not to be had.</param>
public sealed class TryLock(
    LockReference<ILockable> name, IReadOnlyList<Operation> @do, IReadOnlyList<Operation>? @else = null)
    : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var its = code.Fix(name, this);
        var unlock = new Unlock(its);
        With.Assemble(code, this, new Lock(its, Duration.Zero), @do, unlock, unlock, @else ?? []);
    }
}

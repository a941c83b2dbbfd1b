using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Takes a permit of a semaphore: another word for <c>lock</c>.</summary>
/// <param name="name">The semaphore.</param>
/// <param name="as">
/// The variable that is told how it went: 1 got, 2 got from an owner who died, −4 (EINTR) where the handler of a signal
/// has ended the wait for a semaphore of the kernel. Without it, that is asked for again.
/// </param>
public sealed class Acquire(LockReference<ILockable> name, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        code.Add(new Lock(code.Fix(name, this), timeout: null, @as), this);
        if (@as is { } variable) code.Add(new StoreOutcome(variable.Number), this);
    }
}

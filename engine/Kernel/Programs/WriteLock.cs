using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Takes a lock alone, as its only writer. With <c>do</c>, it is given back after that.</summary>
/// <param name="name">The lock.</param>
/// <param name="do">What is done while it is held.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="else">What is done instead when the time is up.</param>
public sealed class WriteLock(
    LockReference<ISharable> name, IReadOnlyList<Operation>? @do = null, RandomDuration? timeout = null,
    IReadOnlyList<Operation>? @else = null) : CompositeOperation
{
    readonly LockReference<ILockable> name = new(name.First, name.Count, name.Index);

    protected internal override void Assemble(Assembler code)
    {
        var its = code.Fix(name, this);
        var (take, unlock) = (new Lock(its, timeout), new Unlock(its));
        if (@do is null) code.Add(take, this);
        else With.Assemble(code, this, take, @do, unlock, unlock, timeout is not null ? @else ?? [] : null);
    }
}

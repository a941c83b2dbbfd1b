using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a lock; blocks in its line while it is not to be had. Costs an
/// atomic operation when free, a system call when not.
/// </summary>
/// <param name="name">The lock.</param>
public sealed class Lock(LockReference name) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => CostOf(machine, name);

    protected internal override bool WouldBlock(Machine machine, int thread) => !machine.LockAt(name).IsQuiet;

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name).Acquire(thread) ? Flow.Next : Flow.Blocked;

    /// <summary>What taking a lock costs as things stand.</summary>
    internal static Charge CostOf(Machine machine, LockReference name) => machine.LockAt(name).IsQuiet
        ? Charge.User(machine.Costs.LockOperation)
        : Charge.System(machine.Costs.SystemCall);
}

using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Lets the first of those go on that wait for a condition; nobody remembers it when none waits.</summary>
/// <param name="name">The condition.</param>
public sealed class Notify(LockReference<Condition> name) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfNotifying(thread);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.LockAt(name, thread).Notify(thread, all: false);
        return Flow.Next;
    }
}

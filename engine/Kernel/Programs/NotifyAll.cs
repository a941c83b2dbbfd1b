using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Lets all of those go on that wait for a condition, in order.</summary>
/// <param name="name">The condition.</param>
public sealed class NotifyAll(LockReference<Condition> name) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfNotifying(thread);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.LockAt(name, thread).Notify(thread, all: true);
        return Flow.Next;
    }
}

using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>The system call of which a process comes: <c>fork</c>, <c>vfork</c>, <c>clone</c>.</summary>
/// <param name="childs">Where the child goes on.</param>
/// <param name="at">Where the call itself stands.</param>
/// <param name="tells">The variable that tells parent and child apart; −1: none.</param>
/// <param name="shared">What the two have in common.</param>
/// <param name="name">What such children's threads are called; after the caller when null.</param>
abstract class ForkCall(Label childs, int at, int tells, Shared shared, string? name) : Operation
{
    bool CopiesMemory => !shared.HasFlag(Shared.Memory);

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(
        CopiesMemory ? machine.Costs.Fork + machine.CopyingTables(thread) : machine.Costs.Vfork);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (machine.IsInCoroutine(thread))
            throw machine.Refuse(thread, "creates a process in a coroutine: that belongs to the thread's own program");
        if (CopiesMemory && !machine.MayCopyMemory(thread)) return machine.Answer(thread, Errno.NoMemory);
        var pc = machine.Threads[thread].Pc + childs.Position - at - 1;
        if (machine.Forking.Fork(thread, name, shared, pc, tells) is not { } child)
            return machine.Answer(thread, Errno.Again);
        machine.Answer(thread, child.Pid);
        return GoOn(machine, thread, child);
    }

    /// <summary>The parent has its child.</summary>
    protected abstract Flow GoOn(Machine machine, int thread, Process child);
}

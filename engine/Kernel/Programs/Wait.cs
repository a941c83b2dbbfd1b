using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Waits until others let it go on: until a condition is notified, giving its mutex back meanwhile; until a latch is
/// open. A system call, where it must wait.
/// </summary>
/// <param name="name">The condition, or the latch.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="as">The variable that is told how it went: 1 it went on, 0 timed out.</param>
public sealed class Wait(
    LockReference<IWaitable> name, RandomDuration? timeout = null, VariableReference? @as = null) : Operation
{
    protected internal override void Assemble(Assembler code) => code.AddTold(this, @as);

    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfWaiting(thread);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.LockAt(name, thread).WouldWait(thread);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name, thread).Wait(thread, machine.PatienceOf(thread, timeout, isTold: @as is not null));
}

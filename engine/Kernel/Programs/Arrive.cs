using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Arrives at a barrier, and waits there for the others; or at a latch, and goes on.</summary>
/// <param name="name">The barrier, or the latch.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="as">The variable that is told how it went: 1 it went on, 0 timed out.</param>
public sealed class Arrive(
    LockReference<IArrivable> name, RandomDuration? timeout = null, VariableReference? @as = null) : Operation
{
    protected internal override void Assemble(Assembler code) => code.AddTold(this, @as);

    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfArriving(thread);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.LockAt(name, thread).WouldWait(thread);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name, thread).Arrive(thread, machine.PatienceOf(thread, timeout, isTold: @as is not null));
}

namespace Timeslice.Kernel.Programs;

/// <summary>Blocks until threads that this thread has spawned are over. A system call.</summary>
/// <param name="name">The name given by <c>as</c>; without one, the threads that were spawned without a name.</param>
public sealed class Join(string? name = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.Add(new Wait(code.JoinSlot(name ?? "")), this);

    sealed class Wait(int slot) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread) => machine.Join(thread, slot);
    }
}

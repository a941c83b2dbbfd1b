namespace Timeslice.Kernel.Programs;

/// <summary>Stays ready but lets the others that are ready go first. A system call.</summary>
public sealed class Yield : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread) => Flow.Yielded;
}

namespace Timeslice.Kernel.Programs;

/// <summary>Waits until a signal has come for which there is a handler, and that has run. A system call.</summary>
public sealed class Pause : Operation
{
    internal override bool MayBeBrokenOff(Machine machine, int thread) => true;

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread) => machine.Pause(thread);
}

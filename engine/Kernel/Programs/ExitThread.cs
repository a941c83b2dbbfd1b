namespace Timeslice.Kernel.Programs;

/// <summary>
/// Ends this thread alone, wherever it stands, even the main one: the process goes on while it has others. Nothing is
/// unwound, as with <c>exit</c>. A system call.
/// </summary>
public sealed class ExitThread : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.LeaveProcess(thread);
        return Flow.Exited;
    }
}

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Does what no program may: its process ends by the signal <c>segv</c>, with all its threads. Other processes live on.
/// </summary>
public sealed class Crash : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.ExitBySignal(machine.ProcessOf(thread), Processes.Signals.SegmentationFault);
        return Flow.Exited;
    }
}

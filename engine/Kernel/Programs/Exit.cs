namespace Timeslice.Kernel.Programs;

/// <summary>
/// Ends the process, with all its threads where they stand: nothing is unwound. A
/// lock held is lost and reported. A system call, and what the end of a process costs.
/// </summary>
/// <param name="status">What the process leaves behind, 0 to 255.</param>
public sealed class Exit(int status = 0) : Operation
{
    readonly int status = status is >= 0 and <= 255
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "must be from 0 to 255");

    protected internal override Charge Cost(Machine machine, int thread) =>
        Charge.System(machine.Costs.SystemCall + machine.Costs.Exit);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.ExitProcess(thread, status);
        return Flow.Exited;
    }
}

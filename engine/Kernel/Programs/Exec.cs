namespace Timeslice.Kernel.Programs;

/// <summary>
/// Goes on with another program, in fresh memory: the other threads of the process end, its number, its parent and its
/// children stay.
/// </summary>
/// <param name="program">The name of one of the <c>programs</c>; its thread is the main thread.</param>
/// <param name="memory">What its program and data take of memory, where that is modelled.</param>
public sealed class Exec(Program program, Bytes memory = default) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.Exec);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Execute(thread, program, memory);
        return Flow.Next;
    }
}

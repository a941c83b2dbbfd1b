namespace Timeslice.Kernel.Programs;

/// <summary>Gives memory back that the process has allocated: all that it has under a name. A system call.</summary>
/// <param name="name">What <c>allocate</c> called it.</param>
public sealed class Free(string name) : Operation, IUsesMemory
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        var space = machine.SpaceOf(thread);
        if (space.Find(name) is not { } region || name == Memory.Stacks.Name)
            throw machine.Refuse(thread, $"frees {name}, which {machine.ProcessOf(thread)} has not allocated");
        space.Free(region);
        return Flow.Next;
    }
}

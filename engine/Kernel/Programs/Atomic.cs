namespace Timeslice.Kernel.Programs;

/// <summary>
/// Changes a variable by an atomic instruction: reads and writes in one instant, so that no update is lost.
/// </summary>
/// <param name="name">The variable.</param>
/// <param name="to">Its new value: <c>${counter + 1}</c>.</param>
public sealed class Atomic(VariableReference name, Formula to) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.User(machine.Costs.LockOperation);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Change(thread, name.Number, to);
        return Flow.Next;
    }
}

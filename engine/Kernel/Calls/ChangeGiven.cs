using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Begins to change a variable as the call says: the first half of <see cref="Set"/> for methods.</summary>
sealed class WorkOutGiven(Variable changed) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        var calling = machine.BodyOf(thread).Calling;
        calling.Value = calling.Change!(machine.Read(thread, changed.Number));
        return machine.Work(thread, new(calling.Time));
    }
}

/// <summary>Writes what was worked out: the second half.</summary>
sealed class StoreGiven(Variable changed) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Write(thread, changed.Number, machine.BodyOf(thread).Calling.Value);
        return Flow.Next;
    }
}

/// <summary>Changes a variable at once: <see cref="Atomic"/> for methods.</summary>
sealed class ChangeGiven(Variable changed) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.User(machine.Costs.LockOperation);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Change(thread, changed.Number, machine.BodyOf(thread).Calling.Change!);
        return Flow.Next;
    }
}

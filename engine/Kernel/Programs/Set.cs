using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Changes a variable, in a time: reads what the new value depends on, uses the CPU, then writes. What others write
/// meanwhile is lost.
/// </summary>
/// <param name="name">The variable.</param>
/// <param name="to">Its new value, worked out at the beginning: <c>${counter + 1}</c>.</param>
/// <param name="takes">CPU time from reading to writing; two memory accesses when left out.</param>
public sealed class Set(VariableReference name, Formula to, RandomDuration? takes = null) : CompositeOperation
{
    internal override Duration? WorstCpuTime => takes?.Most;

    protected internal override void Assemble(Assembler code)
    {
        var slot = code.Slot();
        code.Add(new WorkOut(to, takes, slot), this);
        code.Add(new Store(name.Number, slot), this);
    }

    /// <summary>From reading to writing, when a program does not say: a load and a store.</summary>
    internal static Duration UsualTime(Machine machine) => 2 * machine.Costs.MemoryAccess;

    sealed class WorkOut(Formula to, RandomDuration? takes, int slot) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Word(thread, slot) = to.Evaluate(machine, thread);
            return machine.Work(thread, takes?.Draw(ref machine.Random(thread)) ?? UsualTime(machine));
        }
    }

    sealed class Store(int variable, int slot) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Write(thread, variable, machine.Word(thread, slot));
            return Flow.Next;
        }
    }
}

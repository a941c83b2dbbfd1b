namespace Timeslice.Kernel.Programs;

/// <summary>Works out once which of an array of locks is meant, so that what is taken is what is given back.</summary>
sealed class FixedIndex(Formula index, int slot) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Word(thread, slot) = index.Evaluate(machine, thread);
        return Flow.Next;
    }

    /// <summary>What was worked out.</summary>
    internal sealed class Value(int slot) : Formula
    {
        protected internal override long Evaluate(Machine machine, int thread) => machine.Word(thread, slot);
    }
}

namespace Timeslice.Kernel.Programs;

/// <summary>Tells a variable how the operation before it has ended.</summary>
sealed class StoreOutcome(int variable) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Write(thread, variable, (long)machine.Threads.Attempts[thread].Outcome);
        return Flow.Next;
    }
}

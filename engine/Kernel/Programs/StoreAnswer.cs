using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>Tells a variable what the system call before it has answered.</summary>
sealed class StoreAnswer(int variable) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Write(thread, variable, machine.Threads.Answers[thread].Value);
        return Flow.Next;
    }
}

/// <summary>A system call has failed, and the program does not ask: that ends the run.</summary>
sealed class RefuseFailure(string call) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (machine.Threads.Answers[thread] is not { Value: < 0 and var value }
            // Who is to end does, at once.
            || value == -(long)Errno.Canceled) return Flow.Next;
        throw machine.Refuse(thread, $"calls {call}, which fails: {Errors.Say(-value)} (`as` would be told)");
    }
}

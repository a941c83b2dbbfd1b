namespace Timeslice.Kernel.Programs;

/// <summary>Ends the thread: the last step of every program.</summary>
sealed class Return : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.ExitThread(thread);
        return Flow.Exited;
    }
}

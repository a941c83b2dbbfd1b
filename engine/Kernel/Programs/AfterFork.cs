using Timeslice.Des;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>The parent goes on after a fork: refused for want of room, or ruined by its child.</summary>
/// <param name="isTold">The program asks whether it failed.</param>
sealed class AfterFork(bool isTold) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        var (value, status) = machine.Threads.Answers[thread];
        if (value == -(long)Errno.Again && !isTold)
            throw new RunStopped(EndReason.LimitReached, $"{machine.Describe(thread)} cannot create one more process: "
                + $"{machine.Table.Count:N0} processes and {machine.Threads.Live:N0} threads are there, and there may "
                + $"be {machine.MaxProcesses:N0} and {machine.MaxThreads:N0}");
        if (value == -(long)Errno.NoMemory && !isTold)
            throw machine.Refuse(thread, $"calls fork, which fails: {Errors.Say(-value)} (`as` would be told)");
        if (status >= 0) return Flow.Next;
        machine.ExitBySignal(machine.ProcessOf(thread), Signals.Signal.Segv);
        return Flow.Exited;
    }
}

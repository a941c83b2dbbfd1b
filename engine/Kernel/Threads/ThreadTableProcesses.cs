namespace Timeslice.Kernel.Threads;

/// <content>Which threads are of which process.</content>
public sealed unsafe partial class ThreadTable
{
    // Of those whose process is not that of their class; allocated when the first is there: a word for each of a
    // million threads would be felt.
    Process?[] processes = [];

    internal Process ProcessOf(int thread, ThreadClass its) =>
        thread < processes.Length && processes[thread] is { } own ? own : its.Process;

    /// <summary>A process has one thread more.</summary>
    internal void JoinProcess(int thread, Process process, ThreadClass its)
    {
        process.Alive++;
        process.SumOfThreads += thread;
        if (process == its.Process && thread >= processes.Length) return;
        if (thread >= processes.Length) Array.Resize(ref processes, capacity);
        processes[thread] = process == its.Process ? null : process;
    }

    /// <summary>A process has one thread less.</summary>
    internal void LeaveProcess(int thread, ThreadClass its)
    {
        var process = ProcessOf(thread, its);
        process.Alive--;
        process.SumOfThreads -= thread;
    }

    /// <summary>The threads of a process, by number. Where it has several, all of the machine are looked at.</summary>
    internal int[] Of(Process process)
    {
        var all = new int[process.Alive];
        if (all.Length == 1) all[0] = (int)process.SumOfThreads;
        if (all.Length < 2) return all;
        var found = 0;
        for (var thread = 0; found < all.Length; thread++)
            if (IsLive(thread) && process.Machine.ProcessOf(thread) == process) all[found++] = thread;
        return all;
    }
}

using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel;

/// <content>The signals of its processes.</content>
public sealed partial class Machine
{
    Signalling? signalling;

    /// <summary>Signals that were sent, that were lost since one of their kind was pending, and that were handled by
    /// programs.</summary>
    public long SignalsSent => signalling?.Sent ?? 0;
    public long SignalsMerged => signalling?.Merged ?? 0;
    public long SignalsHandled => signalling?.Handled ?? 0;

    internal Signalling Signalling => signalling ??= new(this, dispatcher);

    /// <summary>Null until the first signal is sent, masked or reacted to.</summary>
    internal Signalling? AnySignalling => signalling;

    /// <summary>
    /// A thread that executes has done something of which it is told by a signal: <c>SIGPIPE</c>. Says how it goes on.
    /// </summary>
    internal Flow Raise(int thread, Signal signal)
    {
        var process = ProcessOf(thread);
        Signalling.SendTo(thread, signal, by: thread);
        return AfterSignals(process, thread);
    }

    /// <summary>How a thread goes on that may have ended or stopped its own process.</summary>
    internal Flow AfterSignals(Process process, int thread) =>
        process.IsOver ? Flow.Exited
        : Threads[thread].State == ThreadState.Stopped ? Flow.Blocked
        : Flow.Next;

    /// <summary>A thread waits until it has handled a signal.</summary>
    internal Flow Pause(int thread)
    {
        Threads[thread].Left = ASignal;
        Enter(thread, ThreadState.Sleeping);
        return Flow.Blocked;
    }

    internal bool AwaitsSignal(int thread) => Threads[thread] is { State: ThreadState.Sleeping, Left: ASignal };

    /// <summary>The process that was declared under a name, or that took its place; null where none is left.</summary>
    internal Process? FindProcess(string name)
    {
        foreach (var one in processes)
            if (one.Name == name)
                return one.Latest is { State: not ProcessState.Gone } latest ? latest : null;
        return null;
    }

    /// <summary>Where a program starts that threads of any kind may come to execute.</summary>
    internal int Load(Program program) => code.Load(program);

    /// <summary>A thread is done with the frame of a program.</summary>
    internal void LeaveFrame(int thread, Program program)
    {
        foreach (var slot in program.JoinSlots) lifecycle.Joins.Abandon(ref Word(thread, slot));
        if (coroutines is not null)
            foreach (var slot in program.GroupSlots) coroutines.Abandon(ref Word(thread, slot));
        Threads.Frames.Give(Threads[thread].Frame, program.FrameSize);
    }

    internal void LeaveWhatItWaitsFor(int thread) => lifecycle.Endings.LeaveWhatItWaitsFor(thread);
}

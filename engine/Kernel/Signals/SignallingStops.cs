using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Signals;

/// <content>Processes that are stopped, and go on.</content>
sealed partial class Signalling
{
    /// <summary>
    /// All threads of a process stop where they stand. Who is blocked stays so, and stops when that is over; but who
    /// waits in line for a channel does so anew when it is continued.
    /// </summary>
    void Stop(Process process, Signal signal, int by)
    {
        if (process.IsStopped) return;
        process.IsStopped = true;
        machine.StepAside(process);
        foreach (var thread in machine.Threads.Of(process))
        {
            Tell(thread);
            if (thread == by) machine.Enter(thread, ThreadState.Stopped);
            else if (!machine.Threads[thread].IsHeld) dispatcher.Halt(thread);
        }
        process.Parent!.Children.Stopped(process, signal);
        Send(process.Parent, Signal.Chld, by);
    }

    void Continue(Process process, int by)
    {
        if (!process.IsStopped) return;
        process.IsStopped = false;
        process.Parent!.Children.Continued(process);
        foreach (var thread in machine.Threads.Of(process))
            if (machine.Threads[thread].State == ThreadState.Stopped) dispatcher.MakeReady(thread, HowItCame(thread));
        Send(process.Parent, Signal.Chld, by);
        Attend(process, by: -1);
    }

    /// <summary>A thread would be ready, but its process is stopped.</summary>
    public bool HoldsBack(int thread)
    {
        if (!machine.ProcessOf(thread).IsStopped) return false;
        machine.Enter(thread, ThreadState.Stopped);
        return true;
    }

    Arrival HowItCame(int thread) =>
        (machine.Threads[thread].Flags & ThreadFlags.Started) == 0 ? Arrival.Born : Arrival.Woken;
}

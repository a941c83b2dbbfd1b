using Timeslice.Des;
using Timeslice.Kernel.Signals;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Processes;

/// <summary>How threads and processes end, and what is settled when they do.</summary>
sealed class Endings(Machine machine, Dispatcher dispatcher, Lifecycle lifecycle)
{
    /// <summary>What a shell adds to the number of the signal by which a process ended.</summary>
    public const int BySignal = 128;

    public Instant LastExit { get; private set; }

    /// <summary>Whether the process of a thread ends when that returns.</summary>
    public bool EndsProcess(int thread) => machine.Threads.Lives[thread].IsMain || IsLast(machine.ProcessOf(thread), 1);

    /// <summary>A thread returns: its process ends as well if it is the main thread, or the last.</summary>
    public void ExitThread(int thread, int status)
    {
        var process = machine.ProcessOf(thread);
        if (machine.Threads.Lives[thread].IsMain)
        {
            ExitProcess(process, status);
            return;
        }
        LeaveProcess(thread);
    }

    /// <summary>A process ends with all its threads, by number, where they stand.</summary>
    public void ExitProcess(Process process, int status)
    {
        if (process.IsOver) return;
        foreach (var thread in machine.Threads.Of(process)) Bury(thread);
        End(process, status);
    }

    /// <summary>A thread ends alone, even the main one; the last ends its process.</summary>
    public void LeaveProcess(int thread)
    {
        var process = machine.ProcessOf(thread);
        Bury(thread);
        if (IsLast(process, 0)) End(process, 0);
        else machine.AnySignalling?.ThreadLeft(process);
    }

    public void ExitBySignal(Process process, Signal signal) => ExitProcess(process, BySignal + (int)signal);

    /// <summary>A thread is the only one of its process from now on.</summary>
    public void EndOthers(int thread)
    {
        foreach (var other in machine.Threads.Of(machine.ProcessOf(thread)))
            if (other != thread) Bury(other);
    }

    /// <summary>The thread that waits for the child of its <c>vfork</c> goes on.</summary>
    public void EndSuspension(Process child)
    {
        if (child.Suspends is not { } suspended) return;
        child.Suspends = null;
        if (machine.Threads[suspended.Thread].Generation != suspended.Generation) return;
        machine.Observer?.VforkReturned(machine, suspended.Thread, child);
        machine.Wake(suspended.Thread);
    }

    /// <summary>Takes a blocked thread out of what it waits for.</summary>
    public void LeaveWhatItWaitsFor(int thread)
    {
        switch (machine.Threads[thread].State)
        {
            case ThreadState.BlockedOnLock: machine.LockAwaitedBy(thread)!.Forget(thread); break;
            case ThreadState.Sleeping when !machine.AwaitsSignal(thread): machine.CancelTimer(thread); break;
            case ThreadState.BlockedOnJoin: machine.LeaveJoin(thread); break;
            case ThreadState.BlockedOnIO when machine.WaitsForPage(thread): machine.CancelTimer(thread); break;
            case ThreadState.BlockedOnIO: machine.LeaveIO(thread); break;
            default: break;
        }
    }

    // Nobody will be left of it but so many.
    static bool IsLast(Process process, int alive) => process.Alive == alive && process.Expected == 0;

    void End(Process process, int status)
    {
        (process.Status, process.State) = (status, ProcessState.Zombie);
        machine.Observer?.ProcessEnded(machine, process);
        lifecycle.ForgetExpected(process);
        if (machine.Serving is not null) Servers.Serving.Ended(process);
        process.Space.Leave();
        machine.Settle(process);
        process.Handles.Leave();
        var init = machine.Table.Init;
        foreach (var child in process.Children.Members.ToArray()) Adopt(child, process, init);
        EndSuspension(process);
        EndSignals(process);
        // Who ignores the end of its children, and says so, has no zombies: POSIX, exit().
        if (process.Parent == init || process.Parent!.Handlers?[Signal.Chld] == Reaction.Ignore) Reap(process);
        else process.Parent.Children.Ended(process);
        machine.AnySignalling?.Send(process.Parent, Signal.Chld, by: -1);
        lifecycle.Restart(process);
    }

    void EndSignals(Process process)
    {
        (process.Handlers, process.Pending, process.IsStopped) = (null, default, false);
        if (process.Alarm >= 0) machine.Signalling.Alarms.Cancel(process);
    }

    void Adopt(Process child, Process from, Process init)
    {
        from.Children.Remove(child);
        init.Children.Add(child);
        machine.Observer?.ProcessAdopted(machine, child);
        if (child.State == ProcessState.Zombie) Reap(child);
    }

    void Reap(Process process)
    {
        machine.Observer?.ProcessReaped(machine, process, by: -1);
        machine.Table.Remove(process);
    }

    void Bury(int thread)
    {
        var its = machine.ClassOf(thread);
        machine.Serving?.Died(thread);
        if (machine.Threads.Lives[thread].LocksHeld > 0) LoseLocksHeld(thread);
        if (machine.Threads[thread].IsBlocked) LeaveWhatItWaitsFor(thread);
        else if ((machine.Threads[thread].Flags & ThreadFlags.Contends) != 0)
            machine.LockContendedBy(thread).Forget(thread);
        machine.AbandonTransfer(thread);
        dispatcher.Withdraw(thread);
        machine.Enter(thread, ThreadState.Exited);
        var record = machine.Threads[thread];
        var life = machine.Threads.Lives[thread];
        if (!life.IsVeteran)
        {
            its.Turnaround.Add(new(machine.Now - life.Born));
            its.Wait.Add(new(record.Ready));
            if (machine.Threads.CpuTimes[thread] is > 0 and var used)
                its.Slowdown.Add((double)(machine.Now - life.Born) / used);
        }
        machine.Shares.Leave(thread, its.Number);
        LastExit = machine.Simulation.Now;
        machine.Threads.LeaveProcess(thread, its);
        machine.Simulation.Population--;
        machine.Threads.FindBodyOf(thread)?.Died();
        lifecycle.Joins.Leave(life.Join);
        machine.LeaveProgram(thread);
        machine.EndStack(thread);
        machine.Threads.Remove(thread);
    }

    void LoseLocksHeld(int thread)
    {
        foreach (var held in machine.Locks)
            if (held.LoseHolder(thread))
                machine.Note(
                    $"{machine.Describe(thread)} exits while it holds {held.Name}; nobody can take it any more");
    }
}

using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Processes;

/// <summary>The children of a process, and its threads that wait for the end of some.</summary>
sealed class Children(Process parent)
{
    readonly LinkedList<Process> members = [];
    readonly LinkedList<Process> zombies = [];
    ThreadQueue waiting;

    public IReadOnlyCollection<Process> Members => members;

    Machine Machine => parent.Machine;

    public void Add(Process child)
    {
        child.Parent = parent;
        members.AddLast(child.Node);
    }

    /// <summary>
    /// Tells a thread of the first that has ended of those that it asks for; blocks it where it must wait for that.
    /// </summary>
    public Flow Wait(int thread, ChildWanted wanted)
    {
        while (FirstZombie(wanted) is { } zombie)
        {
            Tell(thread, zombie);
            if (!wanted.IsAll) return Flow.Next;
        }
        if (wanted.OrStopped && FirstStopped(wanted) is { } stopped)
        {
            TellOfStop(thread, stopped);
            return Flow.Next;
        }
        if (!AreAny(wanted)) return Machine.Answer(thread, wanted.IsNone);
        if (wanted.NoHang) return Machine.Answer(thread, 0);
        Machine.Threads.Wanted[thread] = wanted;
        waiting.Add(Machine.Threads, thread);
        return Machine.BlockOnChild(thread);
    }

    /// <summary>A child has ended: the first thread that asks for it is told, or it stays as a zombie.</summary>
    public void Ended(Process child)
    {
        foreach (var thread in Waiting())
        {
            var wanted = Machine.Threads.Wanted[thread];
            if (!wanted.Fits(child)) continue;
            if (!wanted.IsAll) waiting.Remove(Machine.Threads, thread);
            Tell(thread, child);
            if (!wanted.IsAll) Machine.Wake(thread);
            return;
        }
        zombies.AddLast(child.ZombieNode);
        Machine.Table.CountZombies(+1);
    }

    /// <summary>A signal has stopped a child: the first thread that asks for that is told, or the next to
    /// ask.</summary>
    public void Stopped(Process child, Signal signal)
    {
        child.StoppedBy = signal;
        foreach (var thread in Waiting())
        {
            var wanted = Machine.Threads.Wanted[thread];
            if (!wanted.OrStopped || !wanted.Fits(child)) continue;
            waiting.Remove(Machine.Threads, thread);
            TellOfStop(thread, child);
            Machine.Wake(thread);
            return;
        }
    }

    /// <summary>A child goes on: that it was stopped is no news any more.</summary>
    public void Continued(Process child) => child.StoppedBy = Signal.None;

    /// <summary>A thread that waits does so no longer.</summary>
    public void Forget(int thread) => waiting.Remove(Machine.Threads, thread);

    /// <summary>One is gone, or has another parent: who waits for what can no longer come is told so.</summary>
    public void Remove(Process child)
    {
        members.Remove(child.Node);
        if (child.ZombieNode.List == zombies)
        {
            zombies.Remove(child.ZombieNode);
            Machine.Table.CountZombies(-1);
        }
        if (waiting.Count == 0) return;
        foreach (var thread in Waiting())
        {
            var wanted = Machine.Threads.Wanted[thread];
            if (AreAny(wanted)) continue;
            waiting.Remove(Machine.Threads, thread);
            Machine.Answer(thread, wanted.IsNone);
            Machine.Wake(thread);
        }
    }

    Process? FirstZombie(ChildWanted wanted)
    {
        foreach (var zombie in zombies)
            if (wanted.Fits(zombie)) return zombie;
        return null;
    }

    Process? FirstStopped(ChildWanted wanted)
    {
        foreach (var child in members)
            if (child.StoppedBy != Signal.None && !child.IsOver && wanted.Fits(child)) return child;
        return null;
    }

    void TellOfStop(int thread, Process child)
    {
        Machine.Answer(thread, child.Pid, Endings.BySignal + (int)child.StoppedBy);
        child.StoppedBy = Signal.None;
    }

    // Mostly all fit, and the first says so.
    bool AreAny(ChildWanted wanted)
    {
        foreach (var child in members)
            if (wanted.Fits(child)) return true;
        return false;
    }

    void Tell(int thread, Process child)
    {
        Machine.Answer(thread, child.Pid, child.Status ?? 0);
        Machine.Observer?.ProcessReaped(Machine, child, thread);
        Machine.Table.Remove(child);
    }

    int[] Waiting()
    {
        if (waiting.Count == 0) return [];
        var all = new int[waiting.Count];
        waiting.CopyTo(Machine.Threads, all);
        return all;
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Processes;

/// <summary>How processes come of others: <c>fork</c> and its kin, <c>exec</c>.</summary>
sealed class Forking(Machine machine, Lifecycle lifecycle)
{
    int explored;

    /// <summary>A copy of a thread, alone in a process of its own.</summary>
    /// <param name="name">What such threads are called; after the caller when null.</param>
    /// <param name="shares">What the two have in common; else the child has a copy.</param>
    /// <param name="pc">Where the child goes on.</param>
    /// <param name="tells">The variable that tells parent and child apart; −1: none.</param>
    /// <returns>The child; null where there may be no more.</returns>
    public Process? Fork(int parent, string? name, Shared shares, int pc, int tells)
    {
        var from = machine.ProcessOf(parent);
        if (machine.Table.IsFull || machine.Threads.Live >= machine.MaxThreads) return null;
        var space = shares.HasFlag(Shared.Memory) ? from.Space.Share() : from.Space.Copy();
        var handles = shares.HasFlag(Shared.Files) ? from.Handles.Share() : from.Handles.Copy();
        var child = new Process(machine, from.Name, from.Key, space, from)
        {
            Handles = handles, Credentials = from.Credentials,
        };
        machine.Table.Add(child, shares.HasFlag(Shared.Parent) ? from.Parent! : from, from.Group);
        Signalling.Inherit(child, from, shares.HasFlag(Shared.Handlers));
        machine.Table.HasForked = true;
        var birth = lifecycle.Child(parent, ClassOfChildren(parent, name), child) with { IsMain = true };
        var thread = lifecycle.Create(birth, join: -1, new(parent, pc, tells));
        machine.Observer?.ProcessForked(machine, child, parent, thread);
        return child;
    }

    /// <summary>A copy of a thread, as another thread of its process.</summary>
    public int Clone(int parent, string? name, int pc, int tells)
    {
        if (machine.Threads.Live >= machine.MaxThreads) return -1;
        var birth = lifecycle.Child(parent, ClassOfChildren(parent, name), machine.ProcessOf(parent));
        var thread = lifecycle.Create(birth, join: -1, new(parent, pc, tells));
        machine.Observer?.ThreadSpawned(machine, parent, thread);
        return thread;
    }

    /// <summary>The bit of the replication's number that says who goes first at the next fork.</summary>
    public bool ExploresChild()
    {
        var bit = explored++;
        return bit < 64 && (machine.Simulation.Replication >> bit & 1) == 1;
    }

    ThreadClass ClassOfChildren(int parent, string? name)
    {
        var its = machine.ClassOf(parent);
        if (name is null && its.IsOfForked) return its;
        name ??= $"{its.Name} child";
        return its.Forked.TryGetValue(name, out var known) ? known : its.Forked[name] = New(its, name);
    }

    // All who share a name and a program are one class, whoever forked them.
    ThreadClass New(ThreadClass its, string name)
    {
        foreach (var other in machine.Classes)
            if (other.IsOfForked && other.Name == name && other.Process == its.Process && other.Program == its.Program)
                return other;
        var created = machine.NewClass(its.Process, name, its.Program, its.TermsOfChildren);
        (created.IsSpawned, created.IsOfForked) = (true, true);
        return created;
    }
}

/// <summary>What a new thread is to be a copy of.</summary>
/// <param name="Pc">Where it goes on.</param>
/// <param name="Tells">The variable that is 0 in it; −1: none.</param>
readonly record struct Original(int Thread, int Pc, int Tells);

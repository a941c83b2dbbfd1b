using System.Text;
using Timeslice.Des;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel;

/// <summary>
/// Threads that wait for what can never come: a cycle among them where there is one, with lines, owners and times.
/// </summary>
/// <param name="IsCycle">Each waits for the next, and the last for the first; otherwise
/// all that are stuck, for whatever reason.</param>
public sealed record Deadlock(Instant At, bool IsCycle, IReadOnlyList<StuckThread> Threads)
{
    const int MostShown = 8;

    /// <summary>The circle that a thread closes by beginning to wait, or null.</summary>
    internal static Deadlock? CircleFrom(Machine machine, int thread) =>
        ThreadsInCircle(machine, thread) is { } circle
            ? new(machine.Simulation.Now, true, Stuck(machine, circle))
            : null;

    /// <summary>Those of the circle, from the thread that closed it on; or null.</summary>
    internal static List<int>? ThreadsInCircle(Machine machine, int thread)
    {
        // At each block that is contended: nothing is allocated while each waits for one that goes on, or for readers
        // of whom all do.
        var at = thread;
        for (var steps = machine.Threads.Live; steps > 0; steps--)
        {
            if (machine.LockWantedBy(at) is not { } wanted)
                return machine.Threads[at].State == ThreadState.BlockedOnJoin ? Search(machine, thread) : null;
            if (wanted.Permits == 0 || !machine.WaitsForEver(at)) return null;
            var next = wanted is ReadWriteLock shared ? shared.AheadOf(at) : wanted.Owner;
            if (next < 0)
                return wanted is ReadWriteLock { HasReaderThatWaits: true } ? Search(machine, thread) : null;
            if (next == thread) return Search(machine, thread);
            at = next;
        }
        return null;
    }

    static List<int>? Search(Machine machine, int thread) =>
        new WaitGraph(machine, WaitGraph.Living(machine), mustAll: true).CycleThrough(thread);

    /// <summary>
    /// The shortest explanation when no event is left but threads are: a cycle on one of the machines, or else all.
    /// </summary>
    internal static Deadlock AmongAll(IReadOnlyList<Machine> machines)
    {
        var stuck = new List<StuckThread>();
        foreach (var machine in machines)
        {
            var alive = WaitGraph.Living(machine);
            if (new WaitGraph(machine, alive).Cycle() is { } cycle)
                return new(machine.Simulation.Now, true, Stuck(machine, cycle));
            stuck.AddRange(Stuck(machine, alive));
        }
        return new(machines[0].Simulation.Now, false, stuck);
    }

    public override string ToString()
    {
        var text = new StringBuilder(IsCycle
            ? $"deadlock at {At}: {Threads.Count} thread{(Threads.Count == 1 ? "" : "s")} in a circle"
            : $"stuck at {At}: {Threads.Count} thread{(Threads.Count == 1 ? " waits" : "s wait")} "
                + "for what can no longer come");
        foreach (var stuck in Threads.Take(MostShown)) text.Append("\n  ").Append(stuck);
        if (Threads.Count > MostShown) text.Append("\n  and ").Append(Threads.Count - MostShown).Append(" more");
        return text.ToString();
    }

    static List<StuckThread> Stuck(Machine machine, List<int> threads) =>
        [.. threads.Select(thread => StuckThread.Of(machine, thread))];
}

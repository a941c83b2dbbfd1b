using System.Text;
using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>
/// Threads that wait for what can never come: a cycle among them where there is one, with lines, owners and times.
/// </summary>
/// <param name="IsCycle">Each waits for the next, and the last for the first; otherwise
/// all that are stuck, for whatever reason.</param>
public sealed record Deadlock(Instant At, bool IsCycle, IReadOnlyList<StuckThread> Threads)
{
    const int MostShown = 8;

    /// <summary>The cycle that a thread closes by blocking on a lock whose owner is known, or null.</summary>
    internal static Deadlock? CycleFrom(Machine machine, int thread)
    {
        // At each block that is contended: nothing is allocated unless there is a cycle.
        var at = thread;
        for (var steps = machine.Threads.Live; steps > 0; steps--)
        {
            if (machine.LockAwaitedBy(at) is not { Owner: >= 0 and var owner }) return null;
            if (owner == thread) return new(machine.Simulation.Now, true, Stuck(machine, OwnersFrom(machine, thread)));
            at = owner;
        }
        return null;
    }

    static List<int> OwnersFrom(Machine machine, int thread)
    {
        var cycle = new List<int> { thread };
        for (var at = machine.LockAwaitedBy(thread)!.Owner; at != thread; at = machine.LockAwaitedBy(at)!.Owner)
            cycle.Add(at);
        return cycle;
    }

    /// <summary>The shortest explanation when no event is left but threads are: a cycle, or else all of them.</summary>
    internal static Deadlock AmongAll(Machine machine)
    {
        var alive = Enumerable.Range(0, machine.Threads.End).Where(machine.Threads.IsLive).ToList();
        var cycle = new WaitGraph(machine, alive).Cycle();
        return new(machine.Simulation.Now, cycle is not null, Stuck(machine, cycle ?? alive));
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

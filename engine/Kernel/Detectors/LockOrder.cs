using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// Locks that threads take in different orders: a deadlock under another schedule, even if none happens in this run.
/// </summary>
/// <remarks>
/// An edge leads from each lock that a thread holds to the one that it takes. A circle of edges of different threads
/// that no common lock keeps apart is a potential deadlock: K. Havelund, "Using runtime analysis to guide model
/// checking of Java programs", SPIN 2000 (Goodlock), with the gate locks of S. Bensalem and K. Havelund, 2005. Who
/// takes a lock within a time, or only tries, cannot wait for ever. Readers do not keep each other out. Circles of at
/// most 16, as far as 20 000 steps of search from each new edge find them. What keeps a circle from closing by other
/// means, such as a semaphore that lets too few in, is not seen: a false alarm.
/// </remarks>
public sealed class LockOrder : Detector
{
    const int Longest = 16, MostSteps = 20_000;

    // From a lock that is held to one that is taken, by a thread that held others as well.
    sealed record Edge(
        Held From, Lock To, bool ToShared, Operation Taking, int Thread, string Name, LockSet Others);

    readonly HeldLocks held = new();
    readonly List<Edge> edges = [];
    readonly HashSet<(int From, bool FromShared, int To, bool ToShared, int Life, LockSet Others)> known = [];
    readonly HashSet<string> circles = [];
    readonly Dictionary<int, int> lives = [];
    int created, looks;

    /// <summary>How many different edges there are.</summary>
    public int Edges => edges.Count;

    public override void ThreadCreated(Machine machine, int thread)
    {
        held.Empty(thread);
        lives[thread] = created++;
    }

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared) =>
        Connect(machine, awaited, thread, isShared);

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        Connect(machine, taken, thread, isShared);
        held.Take(machine, taken, thread, isShared);
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread) => held.GiveBack(given, thread);

    void Connect(Machine machine, Lock to, int thread, bool isShared)
    {
        if (!HeldLocks.AreCounted(to) || held.Of(thread) is not { Count: > 0 } hand) return;
        var taking = machine.CallOf(thread);
        if (taking.GivesUp) return;
        foreach (var from in hand.ToArray())
        {
            if (from.Lock == to) continue;
            var others = held.SetOf(thread).Without(from.Lock, from.IsShared);
            var life = lives[thread];
            if (!known.Add((from.Lock.Number, from.IsShared, to.Number, isShared, life, others))) continue;
            var edge = new Edge(from, to, isShared, taking, life, machine.NameOf(thread), others);
            edges.Add(edge);
            looks = 0;
            Close(machine, [edge]);
        }
    }

    // All circles that the last edge of the path closes.
    void Close(Machine machine, List<Edge> path)
    {
        foreach (var next in edges)
        {
            if (++looks > MostSteps) return;
            if (!Follows(path[^1], next) || path.Exists(edge => edge.Thread == next.Thread)
                || path.Exists(edge => edge.Others.Excludes(next.Others))) continue;
            path.Add(next);
            if (Follows(next, path[0])) Tell(machine, path);
            else if (path.Count < Longest) Close(machine, path);
            path.RemoveAt(path.Count - 1);
        }
    }

    // Who takes what the next holds waits for it.
    static bool Follows(Edge edge, Edge next) =>
        edge.To == next.From.Lock && !(edge.ToShared && next.From.IsShared);

    void Tell(Machine machine, List<Edge> circle)
    {
        var name = string.Join(' ', circle.Select(edge => Line(edge)).Order(StringComparer.Ordinal));
        if (!circles.Add(name)) return;
        var steps = circle.Select(edge =>
            $"{edge.Name} takes {edge.To.Name}{In(edge.Taking.Source)} while it holds {edge.From.Lock.Name}"
            + In(edge.From.TakenBy.Source));
        Report(Found(machine.Simulation.Now, $"may deadlock: {string.Join("; ", steps)}",
            circle.SelectMany(edge => new[] { edge.From.TakenBy.Source, edge.Taking.Source })));
    }

    // Threads of one program are alike: a circle is told of once for its lines and locks.
    static string Line(Edge edge) =>
        $"{edge.From.Lock.Number}>{edge.To.Number}@{edge.From.TakenBy.Source}>{edge.Taking.Source}";
}

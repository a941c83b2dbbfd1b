using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// Threads that take locks in orders that do not go together: each holds what the next asks for, in a circle. A
/// deadlock under some schedule, even if none happened in this run.
/// </summary>
/// <remarks>
/// <para>
/// The graph of locks asked for while others were held: K. Havelund, "Using runtime analysis to guide model checking of
/// Java programs", SPIN 2000; Linux's lockdep does the same for classes of locks. A circle counts if its threads are
/// different and no lock is held by two of them (a gate), unless both only read.
/// </para>
/// <para>
/// Who gives up after a time, or only tries, waits for nobody, but holds what it gets. Readers wait for writers and
/// writers for both; readers of a sequence lock wait for nobody and nobody for them. Permits have no owner: semaphores
/// are left out. That one thread may have ended before another began is not looked at.
/// </para>
/// <para>One finding for each circle of locks.</para>
/// </remarks>
public sealed class LockOrder : Detector
{
    readonly HeldLocks held = new();
    readonly LockGraph graph = new();
    readonly Dictionary<(LockSet Held, Lock Wanted, bool IsShared, Operation Asking), LockRequest> requests = [];
    readonly HashSet<(Lock Held, Lock Wanted)> edges = [];
    readonly HashSet<string> known = [];

    /// <summary>How many pairs there are of a lock that was held and another that was asked for meanwhile.</summary>
    public int Edges => edges.Count;

    public override void ThreadCreated(Machine machine, int thread) => held.Empty(thread);

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared) =>
        Ask(machine, awaited, thread, isShared);

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        if (isShared && taken is SequenceLock) return;
        Ask(machine, taken, thread, isShared);
        held.Take(machine, taken, thread, isShared);
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread) => held.GiveBack(given, thread);

    void Ask(Machine machine, Lock wanted, int thread, bool isShared)
    {
        var set = held.SetOf(thread);
        if (set.Locks.Count == 0 || !HeldLocks.AreCounted(wanted)) return;
        var asking = machine.CallOf(thread);
        if (asking.GivesUp) return;
        var key = (set, wanted, isShared, asking);
        if (!requests.TryGetValue(key, out var request))
        {
            // Who has it already and asks again waits for itself: another matter.
            foreach (var (one, _) in set.Locks)
                if (one == wanted) return;
            requests[key] = request = new(wanted, isShared, asking, set, [.. held.Of(thread)]);
            foreach (var (one, _) in set.Locks) edges.Add((one, wanted));
            graph.Add(request);
        }
        if (request.IsNews((machine.ClassOf(thread), machine.Threads.Lives[thread].Serial)))
            graph.Search(request, circle => Consider(machine, circle));
    }

    void Consider(Machine machine, IReadOnlyList<LockRequest> circle)
    {
        var name = NameOf(circle);
        if (known.Contains(name) || LockGraph.Cast(circle) is not { } cast) return;
        known.Add(name);
        // Who comes before it waits for what it holds.
        var parts = circle.Select((part, i) =>
            (Part: part, Awaited: circle[(i + circle.Count - 1) % circle.Count].Wanted, Thread: cast[i])).ToList();
        Report(Found(machine.Simulation.Now,
            $"{string.Join("; ", parts.Select(one => one.Part.Describe(one.Thread, one.Awaited)))}; "
                + "no lock keeps them apart, so they can wait for each other",
            parts.SelectMany(one => (SourceLine[])[one.Part.HolderOf(one.Awaited).Source, one.Part.Asking.Source]),
            FindingValue.Number("threads", circle.Count)));
    }

    // The same whichever of its locks comes first.
    static string NameOf(IReadOnlyList<LockRequest> circle)
    {
        var locks = circle.Select(request => request.Wanted.Number).ToList();
        var first = locks.IndexOf(locks.Min());
        return string.Join(' ', locks.Skip(first).Concat(locks.Take(first)));
    }
}

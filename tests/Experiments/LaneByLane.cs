using Timeslice.Experiments;
using Timeslice.Kernel;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Experiments;

/// The timeline as one would first write it: a list for every lane, and a dictionary of who lives.
sealed class LaneByLane(int mostSegments, int mostThreads) : Observer
{
    readonly List<(string Name, string Process, List<ThreadSegment> Segments)> threads = [];
    readonly SortedDictionary<int, (CpuSegment Open, List<CpuSegment> Past)> cpus = [];
    readonly SortedDictionary<int, (LockSegment Open, List<LockSegment> Past)> locks = [];
    readonly List<ThreadSegment> threadNow = [];
    readonly List<(int Lane, int Joined, ThreadSegment Wait)> waits = [];
    readonly Dictionary<int, int> joined = [];
    readonly Dictionary<int, int> laneOf = [];
    int kept, changes;
    long full = long.MaxValue;

    public override void ThreadCreated(Machine machine, int thread)
    {
        if (!Wants(machine)) return;
        laneOf[thread] = threads.Count;
        threads.Add((machine.NameOf(thread), machine.ClassOf(thread).Process.Name, []));
        threadNow.Add(new(machine.Now, 0, ThreadState.Ready, -1));
        if (threads.Count == mostThreads) full = machine.Now;
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (!Wants(machine)) return;
        var lane = laneOf[thread];
        Close(lane, machine.Now);
        threadNow[lane] = new(machine.Now, 0, state, machine.LockAwaitedBy(thread)?.Number ?? -1);
        joined[lane] = changes++;
        if (state == ThreadState.Exited) laneOf.Remove(thread);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (!Wants(machine)) return;
        Close(cpu, cpus.GetValueOrDefault(cpu, (default, [])), machine.Now);
        cpus[cpu] = (new(machine.Now, 0, state, laneOf.GetValueOrDefault(thread, -1)), cpus[cpu].Past);
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        if (!Wants(machine)) return;
        Close(changed.Number, locks.GetValueOrDefault(changed.Number, (default, [])), machine.Now);
        int[] heldBy = [.. changed.HeldBy.Select(who => laneOf.GetValueOrDefault(who, -1))];
        var holder = changed.Holders == 1 && heldBy is [var only] ? only : -1;
        locks[changed.Number] = (new(machine.Now, 0, changed.Holders, changed.Waiters, holder)
            {
                HeldBy = heldBy.Length > 1 ? heldBy : null!,
            },
            locks[changed.Number].Past);
    }

    /// One line for each segment, and one for each lane before its own.
    public string Finish(Machine machine)
    {
        var end = Math.Min(full, machine.Now);
        for (var lane = 0; lane < threads.Count; lane++) Close(lane, end);
        foreach (var (cpu, its) in cpus.ToList()) Close(cpu, its, end);
        foreach (var (number, its) in locks.ToList()) Close(number, its, end);
        return Text(new(machine.Now, end,
            [.. machine.Cpus.Select((_, i) => new CpuLane($"cpu {i}", cpus.GetValueOrDefault(i).Past ?? []))],
            [.. threads.Select(its => new ThreadLane(its.Name, its.Process, its.Segments))],
            [.. machine.Locks.Select(its =>
                new LockLane(its.Name, its.Permits, WithLines(its.Number)))]));
    }

    /// Who waits all through a stretch stood in line then: first come, first in it.
    List<LockSegment> WithLines(int number) =>
    [
        .. (locks.GetValueOrDefault(number).Past ?? []).Select(stretch => stretch with
        {
            Line =
            [
                .. waits.Where(its => its.Wait.Lock == number && its.Wait.From <= stretch.From
                    && its.Wait.To >= stretch.To).OrderBy(its => its.Joined).Select(its => its.Lane),
            ],
        }),
    ];

    public static string Text(Timeline timeline) => string.Join('\n', [
        $"{timeline.End} {timeline.RecordedUntil}",
        .. timeline.Cpus.SelectMany(lane => Lines(lane.Name, lane.Segments)),
        .. timeline.Threads.SelectMany(lane => Lines($"{lane.Process}/{lane.Name}", lane.Segments)),
        .. timeline.Locks.SelectMany(lane => Lines($"{lane.Name}, {lane.Permits}",
            [.. lane.Segments.Select(s => (s.From, s.To, s.Holders, s.Waiters, s.Holder, s.Spinning,
                string.Join(' ', s.HeldBy), string.Join(' ', s.Line)))])),
    ]);

    static IEnumerable<string> Lines<T>(string lane, IReadOnlyList<T> segments) =>
        [$"{lane}: {segments.Count}", .. Enumerable.Range(0, segments.Count).Select(i => $"{segments[i]}")];

    bool Wants(Machine machine)
    {
        if (full != long.MaxValue) return false;
        if (kept < mostSegments) return true;
        full = machine.Now;
        return false;
    }

    void Close(int lane, long now)
    {
        var open = threadNow[lane];
        if (open.From == now || open.State == ThreadState.Exited) return;
        threads[lane].Segments.Add(open with { To = now });
        if (open.Lock >= 0) waits.Add((lane, joined[lane], open with { To = now }));
        kept++;
    }

    void Close(int cpu, (CpuSegment Open, List<CpuSegment> Past) its, long now)
    {
        cpus[cpu] = its;
        if (its.Open.From == now || its.Open.State == CpuState.Idle || its.Open.Thread < 0) return;
        its.Past.Add(its.Open with { To = now });
        kept++;
    }

    void Close(int number, (LockSegment Open, List<LockSegment> Past) its, long now)
    {
        locks[number] = its;
        if (its.Open.From == now || its.Open is { Holders: 0, Waiters: 0 }) return;
        its.Past.Add(its.Open with { To = now });
        kept++;
    }
}

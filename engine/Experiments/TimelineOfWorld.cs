using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>The timelines of several machines as one, whose lanes stand machine by machine.</summary>
static class TimelineOfWorld
{
    public static Timeline Of(IReadOnlyList<(Machine Machine, Timeline Its)> parts)
    {
        var (cpus, threads, locks) = (new List<CpuLane>(), new List<ThreadLane>(), new List<LockLane>());
        foreach (var (machine, its) in parts)
        {
            var (firstThread, lockLanes) = (threads.Count, new int[its.Locks.Count]);
            // What no program of the machine uses has no lane.
            for (var i = 0; i < its.Locks.Count; i++)
            {
                lockLanes[i] = locks.Count;
                if (!machine.Locks[i].IsUsed) continue;
                locks.Add(Shifted(its.Locks[i], firstThread) with { Machine = machine.Name });
            }
            cpus.AddRange(its.Cpus.Select(cpu => Shifted(cpu, firstThread) with { Machine = machine.Name }));
            threads.AddRange(its.Threads.Select(thread => Shifted(thread, lockLanes) with { Machine = machine.Name }));
        }
        return new(parts[0].Its.End, parts.Min(part => part.Its.RecordedUntil), cpus, threads, locks);
    }

    static CpuLane Shifted(CpuLane cpu, int first) => cpu with
    {
        Segments = [.. cpu.Segments.Select(one => one with { Thread = From(first, one.Thread) })],
    };

    static ThreadLane Shifted(ThreadLane thread, int[] locks) => thread with
    {
        Segments = [.. thread.Segments.Select(one => one.Lock < 0 ? one : one with { Lock = locks[one.Lock] })],
    };

    static LockLane Shifted(LockLane held, int first) => held with
    {
        Segments = [.. held.Segments.Select(one => one with
        {
            Holder = From(first, one.Holder), HeldBy = [.. one.HeldBy.Select(who => From(first, who))],
            Line = [.. one.Line.Select(who => From(first, who))],
        })],
    };

    // −1 is nobody anywhere.
    static int From(int first, int thread) => thread < 0 ? thread : first + thread;
}

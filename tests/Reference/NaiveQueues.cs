namespace Timeslice.Tests.Reference;

/// <content>Which run queue a thread waits in, and which CPUs take from it.</content>
sealed partial class NaiveKernel
{
    bool Steals => scenario.Queues == Queues.Stealing;

    IEnumerable<NaiveCpu> CpusOf(NaivePolicy queue) => cpus.Where(cpu => cpu.Queue == queue);

    NaivePolicy QueueFor(NaiveThread thread, How how)
    {
        if (scenario.Queues == Queues.Shared) return queues[0];
        var allowed = cpus.Where(cpu => thread.Claims.Permits(cpu.Number)).ToList();
        if (how == How.Born || thread.Last is not { } last)
            return allowed.MinBy(cpu => cpu.Queue.Ready.Count + (cpu.Thread is null ? 0 : 1))!.Queue;
        if (last.IsIdle || scenario.WakesWhereItWas) return last.Queue;
        return (allowed.Find(cpu => cpu.IsIdle) ?? last).Queue;
    }

    /// The idle CPU that will look at a thread which has become ready: that of its queue; else its last one, else the
    /// lowest, if they share the queue or take from it.
    NaiveCpu? IdleFor(NaiveThread thread)
    {
        var idle = cpus.Where(cpu => cpu.IsIdle && thread.Claims.Permits(cpu.Number)).ToList();
        if (scenario.Queues != Queues.Shared && idle.Find(cpu => cpu.Queue == thread.Queue) is { } own) return own;
        if (scenario.Queues == Queues.PerCpu) return null;
        return idle.Find(cpu => cpu == thread.Last) ?? idle.FirstOrDefault();
    }

    bool HasWorkFor(NaiveCpu cpu) =>
        cpu.Queue.Ready.Count > 0 || Steals && queues.Exists(queue => queue.Ready.Count > 0);

    /// Who runs next on a free CPU.
    NaiveThread? Choose(NaiveCpu cpu)
    {
        if (Steals && !cpu.Queue.Ready.Exists(thread => thread.Claims.Permits(cpu.Number))) Steal(cpu);
        return cpu.Queue.Pick(cpu.Number);
    }

    /// Moves the thread that runs next in the longest queue that has one for a CPU to the CPU's own.
    void Steal(NaiveCpu thief)
    {
        var others = queues.Where(queue => queue != thief.Queue && queue.Ready.Count > 0);
        var stolen = others.OrderByDescending(queue => queue.Ready.Count)
            .Select(queue => queue.Pick(thief.Number)).FirstOrDefault(thread => thread is not null);
        if (stolen is null) return;
        stolen.Queue!.Left(stolen);
        stolen.Queue = thief.Queue;
        thief.Queue.Enqueue(stolen, How.Moved);
    }
}

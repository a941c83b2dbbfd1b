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

    /// The idle CPU that will take a thread which has become ready: its last one, else the lowest.
    NaiveCpu? IdleFor(NaiveThread thread)
    {
        var idle = CpusOf(thread.Queue!).Where(cpu => cpu.IsIdle && thread.Claims.Permits(cpu.Number)).ToList();
        return idle.Find(cpu => cpu == thread.Last) ?? idle.FirstOrDefault();
    }

    bool HasWorkFor(NaiveCpu cpu) =>
        cpu.Queue.Ready.Count > 0 || Steals && queues.Exists(queue => queue.Ready.Count > 0);

    /// Who runs next on a free CPU: one of its own queue, else one of the longest queue that has one for it.
    NaiveThread? Choose(NaiveCpu cpu) => cpu.Queue.Pick(cpu.Number) ?? (Steals ? Steal(cpu) : null);

    NaiveThread? Steal(NaiveCpu thief) => queues
        .Where(queue => queue.Ready.Exists(thread => thread.Claims.Permits(thief.Number)))
        .MaxBy(queue => queue.Ready.Count)?.Pick(thief.Number);

    /// No CPU idles while somebody is ready whom it may run: when nobody asks any more, the first of them for whom one
    /// is idle makes the lowest ask.
    bool CallsIdle()
    {
        foreach (var thread in queues.SelectMany(queue => queue.Ready))
        {
            var takers = Steals ? cpus : CpusOf(thread.Queue!);
            var called = takers.FirstOrDefault(cpu => cpu.IsIdle && thread.Claims.Permits(cpu.Number));
            if (called is null) continue;
            Ask(called);
            return true;
        }
        return false;
    }
}

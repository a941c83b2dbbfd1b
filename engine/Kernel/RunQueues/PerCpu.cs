using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.RunQueues;

/// <summary>
/// A run queue for each CPU. A new thread joins the CPU with the fewest runnable threads, a woken one as told.
/// </summary>
/// <param name="steal">
/// Whether a CPU without work takes a thread from the longest queue of the others, the one that their policy would run
/// next. Without, CPUs idle while threads wait elsewhere.
/// </param>
/// <param name="balance">
/// How often threads are moved from the longest to the shortest queue until they differ by less than two. Never when
/// left out. Linux: every 1 ms per CPU of a domain, at least.
/// </param>
/// <param name="wake">
/// Where a woken thread goes. <c>node</c> without stealing is the bug called Overload-on-Wakeup (J.-P. Lozi et al., The
/// Linux Scheduler: a Decade of Wasted Cores, EuroSys 2016).
/// </param>
public sealed class PerCpu(bool steal = true, Duration? balance = null, Wake wake = Wake.Idle) : QueueLayout
{
    readonly Duration? balance = balance is { } every && every <= Duration.Zero
        ? throw new ArgumentOutOfRangeException(nameof(balance), balance, "must be above 0")
        : balance;

    // Where each thread queues or runs.
    readonly PerThread<short> queueOf = new();

    internal override bool Steals => steal;
    internal override Duration? BalanceEvery => balance;

    internal override RunQueue[] Divide(Func<Scheduler> policy) =>
        [.. Cpus.Select(cpu => new RunQueue(cpu.Number, policy(), [cpu]))];

    internal override int IdleAround(int thread) => steal ? IdleFor(thread) : -1;
    internal override RunQueue Of(int thread) => Queues[queueOf[thread]];
    internal override void HasMoved(int thread, RunQueue to) => queueOf[thread] = (short)to.Number;

    internal override RunQueue Place(int thread, Arrival how, out int idle)
    {
        var cpu = how is Arrival.Preempted or Arrival.SliceOver or Arrival.Yielded ? queueOf[thread]
            : how == Arrival.Born || Machine.Threads[thread].Cpu < 0 ? Shortest(thread)
            : Woken(thread);
        queueOf[thread] = (short)cpu;
        idle = Idle[cpu] ? cpu : IdleAround(thread);
        return Queues[cpu];
    }

    // The longest first; of equals, the lowest.
    internal override RunQueue? Victim(Cpu thief, RunQueue? tried)
    {
        RunQueue? longest = null;
        foreach (var queue in Queues)
        {
            var isTried = tried is not null && (queue.Ready > tried.Ready
                || queue.Ready == tried.Ready && queue.Number <= tried.Number);
            if (isTried || queue.Ready == 0 || queue.Number == thief.Number) continue;
            if (longest is null || queue.Ready > longest.Ready) longest = queue;
        }
        return longest;
    }

    int Shortest(int thread)
    {
        var shortest = -1;
        foreach (var cpu in Cpus)
            if (Machine.Threads.MayRun(thread, cpu.Number)
                && (shortest < 0 || cpu.Queue.Runnable < Queues[shortest].Runnable)) shortest = cpu.Number;
        return shortest;
    }

    int Woken(int thread)
    {
        var last = Machine.Threads[thread].Cpu;
        if (!Machine.Threads.MayRun(thread, last)) return Shortest(thread);
        if (Idle[last] || wake == Wake.Last) return last;
        if (wake == Wake.Idle) return IdleFor(thread) is >= 0 and var idle ? idle : last;
        foreach (var cpu in Cpus)
            if (Idle[cpu.Number] && cpu.Place.Node == Cpus[last].Place.Node
                && Machine.Threads.MayRun(thread, cpu.Number)) return cpu.Number;
        return last;
    }
}

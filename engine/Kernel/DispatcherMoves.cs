using Timeslice.Des;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel;

/// <content>Threads that go from one run queue to another, and those that are held back for a time.</content>
sealed partial class Dispatcher
{
    readonly Balancing? balancing;
    readonly Refills? refills;

    /// <summary>A CPU without work takes a thread from another's queue: it stands in its own then.</summary>
    bool TrySteal(Cpu thief)
    {
        for (var from = layout.Victim(thief, null); from is not null; from = layout.Victim(thief, from))
            if (TryMove(from, thief)) return true;
        return false;
    }

    bool TryMove(RunQueue from, Cpu to)
    {
        var thread = from.Policy.Pick(to.Number);
        if (thread < 0) return false;
        from.Policy.Blocked(thread);
        from.Ready--;
        layout.HasMoved(thread, to.Queue);
        if (to.Queue.Hooks.Foresees) Foresee(thread);
        to.Queue.Policy.Enqueue(thread, Arrival.Moved);
        to.Queue.Ready++;
        return true;
    }

    /// <summary>Moves threads from the longest to the shortest queue until they differ by less than two.</summary>
    /// <returns>Whether somebody waits still.</returns>
    internal bool Balance()
    {
        while (TryBalance()) { }
        DecideAtOnce();
        return ready > 0;
    }

    bool TryBalance()
    {
        var (longest, shortest) = (layout.Queues[0], layout.Queues[0]);
        foreach (var queue in layout.Queues)
        {
            if (queue.Runnable > longest.Runnable) longest = queue;
            if (queue.Runnable < shortest.Runnable) shortest = queue;
        }
        if (longest.Runnable - shortest.Runnable < 2 || longest.Ready == 0) return false;
        var cpu = shortest.Cpus[0];
        if (!TryMove(longest, cpu)) return false;
        if (idle[cpu.Number]) Decide(cpu);
        else if (!shortest.AreSlicesArmed) ArmSlices(shortest);
        return true;
    }

    void WatchRefills()
    {
        foreach (var queue in layout.Queues)
            if (queue.Throttles is { } throttles) refills!.Watch(queue, throttles.NextRefill);
    }

    /// <summary>Threads that were held back may run: CPUs look at them.</summary>
    internal void Refill(RunQueue queue)
    {
        foreach (var cpu in queue.Cpus)
            if (cpu.Thread >= 0) Charge(cpu);
        queue.Throttles!.Refill();
        foreach (var cpu in queue.Cpus)
            if (queue.Ready == 0) break;
            else if (idle[cpu.Number]) Decide(cpu);
            else if (cpu.State is CpuState.Switching or CpuState.Interrupted) cpu.DecidesAfterSwitch = cpu.Thread >= 0;
            else if (cpu.HasTimer) Reconsider(cpu, Arrival.Preempted);
        refills!.Watch(queue, queue.Throttles.NextRefill);
        DecideAtOnce();
    }
}

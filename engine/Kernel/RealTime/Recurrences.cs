namespace Timeslice.Kernel.RealTime;

/// <summary>
/// The instants at which something that tasks do in each of their periods happens, in ascending order.
/// </summary>
sealed class Recurrences
{
    readonly IReadOnlyList<PeriodicTask> tasks;
    readonly PriorityQueue<int, Int128> next = new();

    /// <param name="first">When a task does it first, in nanoseconds.</param>
    public Recurrences(IReadOnlyList<PeriodicTask> tasks, Func<PeriodicTask, Int128> first)
    {
        this.tasks = tasks;
        for (var i = 0; i < tasks.Count; i++) next.Enqueue(i, first(tasks[i]));
    }

    /// <summary>Takes the next; who comes first among equals does not matter to those who ask.</summary>
    /// <returns>False when there is none up to <paramref name="last"/>.</returns>
    public bool TryTake(Int128 last, out Int128 time, out PeriodicTask task)
    {
        task = null!;
        if (!next.TryPeek(out var i, out time) || time > last) return false;
        task = tasks[i];
        next.DequeueEnqueue(i, time + task.Period.Nanoseconds);
        return true;
    }
}

namespace Timeslice.Kernel.RealTime;

/// <summary>How long jobs due within some time can be blocked when the earliest deadline goes first.</summary>
/// <remarks>
/// Who blocks began before and is due later, so it has a longer relative deadline; one of those due in time is held
/// up, once (T. P. Baker, "Stack-based scheduling of realtime processes", Real-Time Systems 3(1), 1991; S. K. Baruah,
/// "Resource sharing in EDF-scheduled systems", RTSS 2006). Hence nobody blocks from the longest deadline on.
/// </remarks>
sealed class EdfBlocking(IReadOnlyList<PeriodicTask> tasks)
{
    /// <summary>The longest deadline; 0 where nobody is blocked. In nanoseconds.</summary>
    public long Until { get; } = tasks.Any(task => task.Blocking.Nanoseconds > 0)
        ? tasks.Max(task => task.Deadline.Nanoseconds)
        : 0;

    /// <summary>In nanoseconds.</summary>
    public long At(Int128 due) => due >= Until
        ? 0
        : tasks.Where(task => task.FirstDue <= due).Select(task => task.Blocking.Nanoseconds).DefaultIfEmpty().Max();
}

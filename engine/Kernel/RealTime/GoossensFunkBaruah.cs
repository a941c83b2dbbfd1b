namespace Timeslice.Kernel.RealTime;

/// <summary>
/// A test for m CPUs that run the m earliest deadlines: all are met if U ≤ m − (m − 1) Uₘₐₓ.
/// </summary>
/// <remarks>
/// J. Goossens, S. Funk and S. Baruah, "Priority-driven scheduling of periodic task systems on multiprocessors",
/// Real-Time Systems 25(2–3), 2003. With deadlines up to the period, C / D stands for C / T: M. Bertogna, M. Cirinei
/// and G. Lipari, "Improved schedulability analysis of EDF on multiprocessor platforms", ECRTS 2005. Sufficient only.
/// That one heavy task costs so much is no weakness of the test: S. K. Dhall and C. L. Liu, "On a real-time scheduling
/// problem", Operations Research 26(1), 1978, have tasks with U just above 1 that miss deadlines on any number of CPUs.
/// </remarks>
public static class GoossensFunkBaruah
{
    /// <summary>
    /// Schedulable within the bound; not, when the CPUs or one job's deadline are overloaded; unknown between, with
    /// deadlines beyond the period, with jitter or blocking.
    /// </summary>
    /// <param name="tasks">In any order.</param>
    /// <param name="cpus">How many, from 1.</param>
    public static Verdict Judge(IReadOnlyCollection<PeriodicTask> tasks, int cpus)
    {
        if (cpus < 1) throw new ArgumentOutOfRangeException(nameof(cpus), cpus, "must be at least 1");
        if (tasks.Any(task => task.Wcet > task.Deadline || task.Wcet > task.Period)) return Verdict.NotSchedulable;
        var effort = new Effort(Effort.Usual);
        if (Load.Of(tasks, effort) is not { } load) return Verdict.Unknown;
        if (load > cpus * Load.Full) return Verdict.NotSchedulable;
        if (!tasks.All(task => task.Deadline <= task.Period && task.IsUndisturbed)) return Verdict.Unknown;
        var dense = tasks.Select(task => task with { Period = task.Deadline }).ToArray();
        if (Load.Of(dense, effort) is not { } density) return Verdict.Unknown;
        var heaviest = dense.Select(task => task.Load).DefaultIfEmpty(Load.None).Max()!;
        return density + (cpus - 1) * heaviest <= cpus * Load.Full ? Verdict.Schedulable : Verdict.Unknown;
    }
}

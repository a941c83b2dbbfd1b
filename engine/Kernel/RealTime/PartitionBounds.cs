using Timeslice.Des;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RealTime;

/// <summary>What the theory says of a partition under its policy, and nothing where it says nothing.</summary>
/// <remarks>
/// The analyses are cut short after as many terms as take some hundredths of a second, since each run asks for them.
/// Under least laxity first nothing but the load is known: with slices it is not optimal.
/// </remarks>
public static class PartitionBounds
{
    const long Terms = 1_000_000;

    extension(Partition of)
    {
        /// <summary>The load, switches included; null for fractions of too many digits.</summary>
        public Load? Load => RealTime.Load.Of(of.Tasks, new Effort(Terms));

        /// <summary>Rate monotonic: the load up to which all deadlines are met.</summary>
        public double? LiuLayland => of.IsLiuAndLaylands ? RealTime.LiuLayland.Bound(of.Tasks.Count) : null;

        /// <summary>Rate monotonic: Π (1 + U). Up to 2, all deadlines are met.</summary>
        public double? HyperbolicProduct => of.IsLiuAndLaylands
            ? of.Tasks.Aggregate(1.0, (product, task) => product * (1 + task.Load.Value))
            : null;

        /// <summary>Earliest deadline first on one CPU: whether the demand always fits in the time.</summary>
        public Verdict Demand => of is { IsAlone: true, Policy: Edf }
            ? ProcessorDemand.Judge(of.Tasks, Terms).Verdict
            : Verdict.Unknown;

        /// <summary>
        /// Earliest deadline first on several CPUs: m − (m − 1) Uₘₐₓ, the load up to which all deadlines are met.
        /// </summary>
        public double? GoossensFunkBaruah => of.IsGlobalEdf && of.Tasks.ArePlain()
            ? of.Cpus.Count - (of.Cpus.Count - 1) * of.Tasks.Max(task => task.Load.Value)
            : null;

        /// <summary>The worst response of each task.</summary>
        public IReadOnlyList<ResponseBound> Responses => of switch
        {
            { IsAlone: true, Policy: RateMonotonic } => of.ByRank((task, _) => task.Period.Nanoseconds),
            { IsAlone: true, Policy: DeadlineMonotonic } => of.ByRank((task, _) => task.Deadline.Nanoseconds),
            { IsAlone: true, Policy: Priority { IsPlain: true } } => of.ByRank((_, terms) => -(long)terms.Priority),
            { IsAlone: true, Policy: Edf } => EdfResponses.Of(of.Tasks, Terms),
            { IsGlobalEdf: true } => of.Tardy(),
            _ => [.. of.Tasks.Select(ResponseBound.Unknown)],
        };

        bool IsAlone => of is { Compute: true, Cpus.Count: 1 };
        bool IsGlobalEdf => of is { Compute: true, Policy: Edf, Cpus.Count: > 1 };
        bool IsLiuAndLaylands => of is { IsAlone: true, Policy: RateMonotonic } && of.Tasks.ArePlain();

        IReadOnlyList<ResponseBound> ByRank(Func<PeriodicTask, Terms, long> rank) => FixedPriority.Responses(
            of.Tasks, [.. of.Tasks.Zip(of.Classes, (task, its) => rank(task, its.Terms))], Terms);

        // Late by so much at most, and by nothing within the bound of Goossens, Funk and Baruah.
        IReadOnlyList<ResponseBound> Tardy()
        {
            var verdict = RealTime.GoossensFunkBaruah.Judge(of.Tasks, of.Cpus.Count);
            var late = DeviAnderson.Tardiness(of.Tasks, of.Cpus.Count);
            return [.. of.Tasks.Select((task, i) => new ResponseBound(task,
                verdict == Verdict.Schedulable ? task.Deadline : late is null ? null : task.Deadline + late[i],
                verdict))];
        }
    }
}

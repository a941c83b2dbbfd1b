using Timeslice.Kernel;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What the theory of real-time scheduling says before anything runs: the load with two switches a job as
/// <c>bounds.utilization</c>, what it is compared with (<c>liu-layland</c>; <c>hyperbolic</c>, a product that may be 2;
/// <c>goossens-funk-baruah</c>), whether deadlines are surely met (<c>edf-demand</c>, <c>schedulable</c>: 1 or 0), and
/// the worst response as <c>thread.NAME.jobs.response.bound</c>. For recurring tasks alone whose programs only compute,
/// for a known time, under rate-monotonic, deadline-monotonic, priority or edf; what is not known is left out. CPUs to
/// which tasks are bound stand apart, as <c>bounds.cpu-N</c>.
/// </summary>
public sealed class Bounds : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var partitions = Partition.Of(machine);
        var worst = new Dictionary<ThreadClass, List<ResponseBound>>();
        foreach (var partition in partitions)
        {
            var responses = partition.Responses;
            foreach (var (its, bound) in partition.Classes.Zip(responses))
            {
                if (!worst.TryGetValue(its, out var bounds)) worst[its] = bounds = [];
                bounds.Add(bound);
            }
            var name = partitions.Count == 1 ? "bounds" : $"bounds.cpu-{partition.Cpus[0]}";
            foreach (var measured in Measure(name, partition, ResponseBound.Together(responses)))
                yield return measured;
        }
        foreach (var (path, kind) in PerThread.Kinds(machine))
        {
            var bounds = kind.SelectMany(its => worst.GetValueOrDefault(its, [])).ToList();
            if (bounds.Count > 0 && bounds.All(bound => bound.Worst is not null))
                yield return Measurement.Seconds(
                    $"thread.{path}.jobs.response.bound", bounds.Max(bound => bound.Worst!.Value));
        }
    }

    static IEnumerable<Measurement> Measure(string name, Partition partition, Verdict all)
    {
        if (partition.Load is { } load) yield return Measurement.Number($"{name}.utilization", load.Value);
        if (partition.LiuLayland is { } bound) yield return Measurement.Number($"{name}.liu-layland", bound);
        if (partition.HyperbolicProduct is { } product) yield return Measurement.Number($"{name}.hyperbolic", product);
        if (partition.GoossensFunkBaruah is { } most)
            yield return Measurement.Number($"{name}.goossens-funk-baruah", most);
        if (OneOrZero(partition.Demand) is { } fits) yield return Measurement.Number($"{name}.edf-demand", fits);
        if (OneOrZero(all) is { } met) yield return Measurement.Number($"{name}.schedulable", met);
    }

    static double? OneOrZero(Verdict verdict) => verdict switch
    {
        Verdict.Schedulable => 1,
        Verdict.NotSchedulable => 0,
        _ => null,
    };
}

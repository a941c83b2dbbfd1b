using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.RealTime;

/// <summary>CPUs under one policy and the recurring tasks that share them, as the theory sees them.</summary>
/// <remarks>
/// Each task's time is charged with two switches a job (<see cref="PeriodicTask.Charged"/>), each with all that a
/// switch can cost on these CPUs.
/// </remarks>
public sealed class Partition
{
    internal Partition(Scheduler policy, IReadOnlyList<int> cpus, IReadOnlyList<ThreadClass> classes, Duration aSwitch)
    {
        (Policy, Cpus, Classes) = (policy, cpus, classes);
        Tasks = [.. classes.Select(its => TaskOf(its)!.Charged(aSwitch))];
        Compute = classes.All(its => its.Program.WorstCpuTime is not null);
    }

    /// <summary>Their numbers.</summary>
    public IReadOnlyList<int> Cpus { get; }

    /// <summary>The tasks, one for each thread.</summary>
    public IReadOnlyList<PeriodicTask> Tasks { get; }

    /// <summary>The class of each task's thread.</summary>
    public IReadOnlyList<ThreadClass> Classes { get; }

    internal Scheduler Policy { get; }

    /// <summary>Jobs wait for nothing but a CPU.</summary>
    internal bool Compute { get; }

    /// <summary>
    /// All CPUs, if they share a queue and no task is bound; else each CPU, if each task is bound to one. None where
    /// tasks are bound otherwise, or anything but tasks with a period and a known time uses the CPUs; where CPUs are
    /// not of speed 1 or slow each other down; with interrupts.
    /// </summary>
    public static IReadOnlyList<Partition> Of(Machine machine)
    {
        var classes = machine.Classes.Where(its => its.Created > 0).ToList();
        var isPlain = !machine.IsInterrupted && machine.Cpus.All(cpu => cpu.Place.Speed == 1)
            && machine.Cpus.DistinctBy(cpu => cpu.Place.Core).Count() == machine.Cpus.Count;
        if (!isPlain || classes.Count == 0 || classes.Any(its => TaskOf(its) is null)) return [];

        var threads = classes.SelectMany(its => Enumerable.Repeat(its, its.Created));
        var isShared = machine.Cpus.All(cpu => cpu.Queue == machine.Cpus[0].Queue);
        if (machine.Cpus.Count == 1 || isShared && classes.All(IsFree))
            return [new(machine.Cpus[0].Queue.Policy, [.. machine.Cpus.Select(cpu => cpu.Number)], [.. threads],
                MostOfASwitch(machine.Costs, machine.Cpus.Count > 1))];
        if (!classes.All(its => its.Terms.Affinity is { Numbers.Count: 1 })) return [];
        return [.. threads.GroupBy(its => its.Terms.Affinity!.Numbers[0]).OrderBy(bound => bound.Key).Select(bound =>
            new Partition(machine.Cpus[bound.Key].Queue.Policy, [bound.Key], [.. bound],
                MostOfASwitch(machine.Costs, migrates: false)))];
    }

    static bool IsFree(ThreadClass its) =>
        its.Terms.Affinity is not { } bound || bound.Numbers.Count == its.Process.Machine.Cpus.Count;

    /// What is beyond a third of 292 years is not known: switches will be added.
    static PeriodicTask? TaskOf(ThreadClass its)
    {
        var (terms, most) = (its.Terms, new Duration(long.MaxValue / 3));
        if (terms.Period is not { } period) return null;
        if ((terms.Wcet ?? its.Program.WorstCpuTime) is not { } wcet) return null;
        return wcet <= Duration.Zero || wcet > most
            ? null
            : new(its.Name, wcet, period, terms.Deadline, terms.Release!.MostJitter);
    }

    /// At most a third of 292 years, so that two can be added.
    static Duration MostOfASwitch(Costs costs, bool migrates)
    {
        Int128 most = Math.Max(costs.ThreadSwitch.Nanoseconds, costs.ProcessSwitch.Nanoseconds);
        if (migrates) most += Math.Max(costs.Migration.Nanoseconds, costs.NodeMigration.Nanoseconds);
        return new((long)Int128.Min(
            most + costs.Decision.Nanoseconds + costs.CacheRefill.Nanoseconds, long.MaxValue / 3));
    }
}

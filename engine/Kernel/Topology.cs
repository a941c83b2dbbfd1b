using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>One CPU among others.</summary>
/// <param name="Speed">Nanoseconds of work that it does in a nanosecond, from 0.001 to 1000, in thousandths.</param>
/// <param name="Core">CPUs of the same core are siblings (SMT): they slow each other down.</param>
/// <param name="Node">CPUs of the same node share memory and a cache (NUMA).</param>
public readonly record struct CpuPlace(double Speed, int Core, int Node);

/// <summary>The CPUs of a machine: how fast each is, which share a core, which a node.</summary>
public sealed class Topology
{
    /// <summary>The most CPUs that a machine may have.</summary>
    public const int MostCpus = 4096;

    /// <param name="cpus">Each CPU, by number.</param>
    /// <param name="smtSpeed">
    /// How fast a CPU is while a sibling of its core is busy, as a share of its speed, above 0 up to 1. With Intel's
    /// first SMT two threads did up to 1.3 times the work of one: 0.65 each (D. Marr et al., Hyper-Threading Technology
    /// Architecture and Microarchitecture, Intel Technology Journal 6:1, 2002).
    /// </param>
    public Topology(IReadOnlyList<CpuPlace> cpus, double smtSpeed = 1)
    {
        if (cpus.Count is < 1 or > MostCpus)
            throw new ArgumentOutOfRangeException(nameof(cpus), cpus.Count, $"must be from 1 to {MostCpus}");
        if (!(smtSpeed is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(smtSpeed), smtSpeed, "must be above 0, up to 1");
        foreach (var cpu in cpus)
            if (!(cpu.Speed is >= 0.001 and <= 1000))
                throw new ArgumentOutOfRangeException(nameof(cpus), cpu.Speed, "speeds must be from 0.001 to 1000");
        (Cpus, SmtSpeed) = ([.. cpus], smtSpeed);
        HasSiblings = smtSpeed < 1 && Cpus.DistinctBy(cpu => cpu.Core).Count() < Cpus.Count;
        IsUniform = !HasSiblings && Cpus.All(cpu => cpu.Speed == 1);
    }

    public IReadOnlyList<CpuPlace> Cpus { get; }
    public double SmtSpeed { get; }

    /// <summary>Some CPUs slow each other down.</summary>
    public bool HasSiblings { get; }

    /// <summary>Every CPU does a nanosecond of work in a nanosecond, always.</summary>
    public bool IsUniform { get; }

    /// <summary>So many equal CPUs of speed 1, each a core of its own, on one node.</summary>
    public static implicit operator Topology(int cpus) => Of(cpus);

    /// <param name="count">How many CPUs, from 1 to 4096.</param>
    /// <param name="perCore">CPUs of a core, numbered one after the other.</param>
    /// <param name="perNode">CPUs of a node, numbered one after the other; all when 0.</param>
    public static Topology Of(int count, int perCore = 1, int perNode = 0, double speed = 1, double smtSpeed = 1)
    {
        if (count is < 1 or > MostCpus)
            throw new ArgumentOutOfRangeException("cpus", count, $"must be from 1 to {MostCpus}");
        if (perCore < 1) throw new ArgumentOutOfRangeException(nameof(perCore), perCore, "must be at least 1");
        if (perNode < 0) throw new ArgumentOutOfRangeException(nameof(perNode), perNode, "must not be negative");
        var nodes = perNode == 0 ? count : perNode;
        return Of([new() { Count = count, Speed = speed, PerCore = perCore, PerNode = nodes }], smtSpeed);
    }

    /// <summary>CPUs of several sorts, each with cores of its own.</summary>
    public static Topology Of(IReadOnlyList<EqualCpus> groups, double smtSpeed = 1)
    {
        var (cpus, core) = (new List<CpuPlace>(), 0);
        foreach (var group in groups)
        {
            var perNode = group.PerNode ?? group.Count;
            for (var cpu = 0; cpu < group.Count; cpu++)
                cpus.Add(new(group.Speed, core + cpu / group.PerCore, group.Node + cpu / perNode));
            core += (group.Count - 1) / group.PerCore + 1;
        }
        return new(cpus, smtSpeed);
    }
}

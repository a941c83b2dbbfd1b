namespace Timeslice.Kernel;

/// <summary>The cores whose CPUs are siblings, and how fast each CPU is beside its busy siblings.</summary>
sealed class Cores
{
    readonly Dictionary<int, Cpu[]> byNumber;
    readonly HashSet<int> asked = [];
    readonly double smtSpeed;

    public Cores(Topology topology, Cpu[] cpus)
    {
        smtSpeed = topology.SmtSpeed;
        byNumber = cpus.GroupBy(cpu => cpu.Place.Core).ToDictionary(core => core.Key, core => core.ToArray());
    }

    public Cpu[] Of(int core) => byNumber[core];

    /// <summary>One of its CPUs has become busy or idle: true when nobody has asked to look at the core yet.</summary>
    public bool TryNotice(Cpu cpu) => Of(cpu.Place.Core).Length > 1 && asked.Add(cpu.Place.Core);

    public void Looked(int core) => asked.Remove(core);

    /// <summary>In nanoseconds of work per microsecond.</summary>
    public int RateOf(Cpu cpu, IdleCpus idle)
    {
        var full = cpu.Place.Speed * Rate.Full;
        var hasBusySibling = Of(cpu.Place.Core).Any(other => other != cpu && !idle[other.Number]);
        return Math.Max(1, (int)Math.Round(hasBusySibling ? full * smtSpeed : full));
    }
}

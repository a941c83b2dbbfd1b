using Timeslice.Kernel;
using Timeslice.Kernel.Programs;

namespace Timeslice.Language.Binding;

/// <summary>What a scenario may refer to: its locks, by number, its programs, and the machine's CPUs.</summary>
sealed class Names
{
    public Dictionary<string, int> Locks { get; } = [];
    public Dictionary<string, Program> Programs { get; } = [];

    /// <summary>How many there are, numbered from 0.</summary>
    public int Cpus { get; set; } = Topology.MostCpus;

    /// <summary>The locks that something refers to.</summary>
    public HashSet<string> LocksUsed { get; } = [];
}

using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Language.Binding;

/// <summary>What a scenario may refer to: its variables, locks, channels, programs and groups (null those that are
/// wrong), and the CPUs of the machine.</summary>
sealed class Names
{
    public Names() => (Locks, Channels) = (Declarations.OfLocks(Mentions), Declarations.OfChannels(Mentions));

    public Mentions Mentions { get; } = new();
    public Dictionary<string, VariableReference> Variables { get; } = [];
    public Declarations Locks { get; }
    public Declarations Channels { get; }
    public Dictionary<string, Program> Programs { get; } = [];

    /// <summary>The processes that are declared.</summary>
    public List<string> Processes { get; } = [];

    public Dictionary<string, Group?> Groups { get; } = [];

    /// <summary>Sections that could not be read: what they name is not known.</summary>
    public HashSet<string> Unreadable { get; } = [];

    /// <summary>How many there are, numbered from 0.</summary>
    public int Cpus { get; set; } = Topology.MostCpus;

    /// <summary>The variables and the groups that something refers to.</summary>
    public HashSet<string> VariablesUsed { get; } = [];
    public HashSet<string> GroupsUsed { get; } = [];

    /// <summary>The machine has memory, or may have some where it is wrong.</summary>
    public bool HasMemory { get; set; } = true;

    /// <summary>Some operation ends its process.</summary>
    public bool IsExitUsed { get; set; }
}

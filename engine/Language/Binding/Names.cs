using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Language.Binding;

/// <summary>What a scenario may refer to: its variables, locks, programs and groups (null those that are wrong), and
/// the machine's CPUs.</summary>
sealed class Names
{
    public Dictionary<string, VariableReference> Variables { get; } = [];
    public Dictionary<string, LockName> Locks { get; } = [];
    public Dictionary<string, Program> Programs { get; } = [];

    public Dictionary<string, Group?> Groups { get; } = [];

    /// <summary>Sections that could not be read: what they name is not known.</summary>
    public HashSet<string> Unreadable { get; } = [];

    /// <summary>How many there are, numbered from 0.</summary>
    public int Cpus { get; set; } = Topology.MostCpus;

    /// <summary>What anything refers to.</summary>
    public Uses Used { get; } = new();
    public HashSet<string> GroupsUsed { get; } = [];

    /// <summary>What is referred to by what is read at present.</summary>
    public Uses Reading { get; set; } = new();

    /// <summary>What each of the locks and the programs refers to.</summary>
    public Dictionary<string, Uses> UsesOfLocks { get; } = [];
    public Dictionary<string, Uses> UsesOfPrograms { get; } = [];

    /// <summary>Some operation ends its process.</summary>
    public bool IsExitUsed { get; set; }

    public void UseVariable(string name)
    {
        Used.Variables.Add(name);
        Reading.Variables.Add(name);
    }

    public void UseLock(string name)
    {
        Used.Locks.Add(name);
        Reading.Locks.Add(name);
    }

    public void UseProgram(string name)
    {
        Used.Programs.Add(name);
        Reading.Programs.Add(name);
    }

    /// <summary>What is referred to, and what that refers to, and so on.</summary>
    public Uses AllOf(Uses direct)
    {
        var (all, more) = (new Uses(), new Stack<Uses>([direct]));
        while (more.TryPop(out var uses))
        {
            foreach (var name in uses.Locks.Where(name => !all.Locks.Contains(name)))
                if (UsesOfLocks.TryGetValue(name, out var its)) more.Push(its);
            foreach (var name in uses.Programs.Where(name => !all.Programs.Contains(name)))
                if (UsesOfPrograms.TryGetValue(name, out var its)) more.Push(its);
            all.UnionWith(uses);
        }
        return all;
    }
}

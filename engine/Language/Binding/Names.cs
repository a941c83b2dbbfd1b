using Timeslice.Kernel.Programs;

namespace Timeslice.Language.Binding;

/// <summary>What a program may refer to by name: the scenario's locks, by number, and its programs.</summary>
sealed class Names
{
    public Dictionary<string, int> Locks { get; } = [];
    public Dictionary<string, Program> Programs { get; } = [];

    /// <summary>The locks that something refers to.</summary>
    public HashSet<string> LocksUsed { get; } = [];
}

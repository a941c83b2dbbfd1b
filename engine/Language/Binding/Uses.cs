namespace Timeslice.Language.Binding;

/// <summary>What a program, a lock or all the programs of a process refer to, by name.</summary>
sealed class Uses
{
    public HashSet<string> Variables { get; } = [];
    public HashSet<string> Locks { get; } = [];
    public HashSet<string> Programs { get; } = [];

    public void UnionWith(Uses other)
    {
        Variables.UnionWith(other.Variables);
        Locks.UnionWith(other.Locks);
        Programs.UnionWith(other.Programs);
    }
}

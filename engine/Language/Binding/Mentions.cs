namespace Timeslice.Language.Binding;

/// <summary>Who refers to whom: what the locks, the programs and the processes of a scenario mention by name.</summary>
sealed class Mentions
{
    readonly Dictionary<(string What, string Name), HashSet<(string What, string Name)>> mentioned = [];
    HashSet<(string What, string Name)> present = [];

    /// <summary>What is mentioned from now on, is mentioned by this.</summary>
    public void Begin(string what, string name) => mentioned[(what, name)] = present = [];

    public void Add(string what, string name) => present.Add((what, name));

    /// <summary>What something mentions, and what that mentions, and so on.</summary>
    public IReadOnlySet<(string What, string Name)> By(string what, string name)
    {
        var (all, more) = (new HashSet<(string, string)>(), new Stack<(string, string)>([(what, name)]));
        while (more.TryPop(out var one))
            foreach (var other in mentioned.GetValueOrDefault(one, []))
                if (all.Add(other)) more.Push(other);
        return all;
    }
}

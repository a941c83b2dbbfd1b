using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>A map of the scenario whose keys are known: hands out their values and refuses all others.</summary>
sealed class MapReader
{
    readonly Dictionary<string, Entry> entries = [];
    readonly Diagnostics diagnostics;

    public MapReader(Node? node, string path, Diagnostics diagnostics, params string[] known)
    {
        (this.diagnostics, Path, Place) = (diagnostics, path, node?.Place ?? Syntax.Place.Start);
        if (node is null or ScalarNode { IsEmpty: true }) return;
        if (node is not MapNode map)
        {
            diagnostics.Error(node.Place, path, $"{Wording.Given(node)} is given, but a map is needed", $"its keys are: {string.Join(", ", known)}");
            return;
        }
        foreach (var entry in map.Entries)
            if (known.Contains(entry.Key)) entries[entry.Key] = entry;
            else diagnostics.Error(entry.KeyPlace, path, $"there is no key {Excerpt.Of(entry.Key)} here", Wording.Hint(entry.Key, known, "there are:"));
    }

    public string Path { get; }
    public Place Place { get; }

    public Node? this[string key] => entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>A scalar option, bound to its type; <paramref name="otherwise"/> when it is left out or wrong.</summary>
    public T Option<T>(Binder binder, string key, T otherwise) =>
        this[key] is { } node && binder.Value(typeof(T), node, KeyPath.Of(Path, key)) is T value ? value : otherwise;

    /// <summary>The same, within bounds.</summary>
    public T Option<T>(Binder binder, string key, T otherwise, T least, T most) where T : IComparable<T>
    {
        var value = Option(binder, key, otherwise);
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0) return value;
        diagnostics.Error(this[key]!.Place, KeyPath.Of(Path, key), $"{Excerpt.Of(this[key]!.ToFlow())} is out of range", $"from {least} to {most}");
        return otherwise;
    }

    /// <summary>The value of a key that must be there.</summary>
    public Node? Required(string key, string example)
    {
        if (this[key] is { } node and not ScalarNode { IsEmpty: true }) return node;
        diagnostics.Error(this[key]?.Place ?? Place, Path, $"`{key}` is missing", $"write `{key}: {example}`");
        return null;
    }

    /// <summary>The entries of a map under a key, whose keys are names of the user's.</summary>
    public IEnumerable<(string Name, Node Value, string Path)> Named(string key)
    {
        if (this[key] is not { } node || node is ScalarNode { IsEmpty: true }) yield break;
        var path = KeyPath.Of(Path, key);
        if (node is not MapNode map)
        {
            diagnostics.Error(node.Place, path, $"{Wording.Given(node)} is given, but a map is needed", $"write a name and what it is: {{{key.TrimEnd('s')}: …}}");
            yield break;
        }
        foreach (var entry in map.Entries)
            if (entry.Key.Trim().Length > 0) yield return (entry.Key, entry.Value, KeyPath.Of(path, entry.Key));
            else diagnostics.Error(entry.KeyPlace, path, "a name is empty", "give it a name");
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Language.Binding;
using Timeslice.Language.Quantities;
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
        IsMap = node is MapNode;
        if (diagnostics.Explains(node)) return;
        if (node is not MapNode map)
        {
            diagnostics.Error(node.Place, path, Wording.Mismatch(node, "a map"),
                $"its keys are: {string.Join(", ", known)}");
            return;
        }
        foreach (var entry in map.Entries)
            if (known.Contains(entry.Key)) entries[entry.Key] = entry;
            else
                diagnostics.Error(entry.KeyPlace, path, $"there is no key {Excerpt.Of(entry.Key)} here",
                    Wording.Hint(entry.Key, known, "there are:"));
    }

    public string Path { get; }
    public Place Place { get; }

    /// <summary>False after something else than a map has been refused.</summary>
    public bool IsMap { get; } = true;

    public Node? this[string key] => entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>A whole number within bounds; <paramref name="otherwise"/> when it is left out or wrong.</summary>
    public decimal Whole(Binder binder, string key, decimal otherwise, decimal least, decimal most) =>
        Scalar(key, "a whole number") is { } scalar
            ? binder.Scalars.Whole(scalar, KeyPath.Of(Path, key), least, most) ?? otherwise : otherwise;

    /// <summary>A duration of 0 or above; <paramref name="otherwise"/> when it is left out or wrong.</summary>
    public Duration Duration(Binder binder, string key, Duration otherwise) =>
        Scalar(key, Wording.Wanted(Dimension.Duration)) is { } scalar
            ? binder.Scalars.Duration(scalar, KeyPath.Of(Path, key)) ?? otherwise : otherwise;

    /// <summary>A duration, fixed or drawn; 0 when it is left out or wrong.</summary>
    public RandomDuration RandomDuration(Binder binder, string key)
    {
        if (this[key] is not { } node) return default;
        return (RandomDuration?)binder.Value(typeof(RandomDuration), node, KeyPath.Of(Path, key)) ?? default;
    }

    ScalarNode? Scalar(string key, string wanted)
    {
        if (this[key] is not { } node || diagnostics.Explains(node)) return null;
        if (node is ScalarNode { IsEmpty: false } scalar) return scalar;
        diagnostics.Error(node.Place, KeyPath.Of(Path, key), Wording.Mismatch(node, wanted));
        return null;
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
        if (diagnostics.Explains(node)) yield break;
        var path = KeyPath.Of(Path, key);
        if (node is not MapNode map)
        {
            diagnostics.Error(node.Place, path, Wording.Mismatch(node, "a map"),
                $"write a name and what it is: {{{key.TrimEnd('s')}: …}}");
            yield break;
        }
        foreach (var entry in map.Entries)
            if (entry.Key.Trim().Length > 0) yield return (entry.Key, entry.Value, KeyPath.Of(path, entry.Key));
            else diagnostics.Error(entry.KeyPlace, path, "a name is empty", "give it a name");
    }
}

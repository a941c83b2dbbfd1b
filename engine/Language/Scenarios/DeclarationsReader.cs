using System.Globalization;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>locks</c>, <c>channels</c> or <c>devices</c>: names, some with the size of an array,
/// and kinds. They may name each other, so all names are known before any is read.</summary>
/// <param name="other">What one is called, where the section is not that of the declarations.</param>
sealed class DeclarationsReader<T>(Declarations declared, Binder binder, Diagnostics diagnostics, string? other = null)
    where T : class
{
    string Word => other ?? declared.Word;
    string Section => other is null ? declared.Section : $"{other}s";

    public List<DeclaredModel<T>> Read(MapReader scenario)
    {
        var named = new List<(string Name, int? Size, Node Node, string Path)>();
        var count = declared.Known.Values.Sum(one => one.Count);
        foreach (var (key, node, path) in scenario.Named(Section))
        {
            var (name, index) = DeclaredName.Split(key);
            int? size = index is null ? null : Size(index, node, path);
            // Known even when it is wrong, so that its uses are not errors too.
            if (declared.Known.TryAdd(name, new(count, size, binder.KindOf<T>(node))))
                named.Add((name, size, node, path));
            else
                diagnostics.Error(node.Place, path, $"there is a {declared.Word} {Called}{Excerpt.Of(name)} already",
                    "give one of them another name");
            count += size ?? 1;
        }
        var models = new List<DeclaredModel<T>>();
        foreach (var (name, size, node, path) in named)
        {
            declared.Begin(name);
            if (binder.Made<T>(node, path) is { } made) models.Add(new(name, size, made));
        }
        return models;
    }

    string Called => other is null ? "" : $"or {other} ";

    int Size(string index, Node node, string path)
    {
        var isNumber = int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        if (isNumber && size is >= 1 and <= DeclaredName.MostOfArray) return size;
        if (!diagnostics.IsWrong(node.Place))
            diagnostics.Error(node.Place, path,
                $"{Excerpt.Of(index)} is not the size of an array of {Section}",
                $"a whole number from 1 to {DeclaredName.MostOfArray} is needed: `fork[5]`");
        // Uses of it are not errors too.
        return DeclaredName.MostOfArray;
    }

    /// <summary>Of those that nothing refers to.</summary>
    public void WarnOfUnused(MapReader scenario)
    {
        foreach (var (key, node, path) in scenario.Named(Section))
            if (DeclaredName.Split(key).Name is var name && !declared.Used.Contains(name))
                diagnostics.Warn(
                    node.Place, path, $"no program uses the {Word} {Excerpt.Of(name)}",
                    "remove it, or use it");
    }
}

using Timeslice.Kernel.Programs;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Reads a choice: <c>kind</c>, or <c>kind: {options}</c>.</summary>
sealed class Choices(Catalog catalog, Binder binder, Diagnostics diagnostics)
{
    /// <summary>A kind of the family with its options, or null after an error has been reported.</summary>
    public Chosen? Read(Type family, Node node, string path, Dimension quantity)
    {
        if (diagnostics.Explains(node)) return null;
        var what = Wording.One(catalog.NameOf(family));
        if (node is ScalarNode { IsEmpty: false } name)
            return Find(family, name.Text, name.Place, path) is { } bare ? Call(bare, node, path, quantity).Read(null, []) : null;
        if (node is not MapNode { Entries: [var first, ..] } map)
            return Refuse(node.Place, path, $"{Wording.Given(node)} is given, but {what} is needed", Allowed(family));
        if (Find(family, first.Key, first.KeyPlace, path) is not { } kind) return null;
        var beside = map.Entries.Skip(1).ToList();
        // Only operations have options beside their kind (`- repeat: 3` with `do:` below it).
        if (beside.Count > 0 && family != typeof(Operation))
            return Refuse(beside[0].KeyPlace, path, $"{Excerpt.Of(beside[0].Key)} stands beside `{kind.Name}`, but {what} is one kind",
                kind.Has(beside[0].Key) ? $"write its options under it: {{{kind.Name}: {{{beside[0].Key}: …}}}}" : "keep one of them");
        if (beside.Find(entry => !kind.Has(entry.Key) && Known(family, entry.Key) is not null) is { Key: { } second } twice)
            return Refuse(twice.KeyPlace, path, $"{Excerpt.Of(second)} stands beside `{kind.Name}`, but {what} is one kind", "begin the second one with its own `- `");
        return Call(kind, map, KeyPath.Of(path, first.Key), quantity).Read(first.Value, beside);
    }

    OptionsReader Call(Kind kind, Node node, string path, Dimension quantity) => new(kind, node, path, quantity, binder, diagnostics);

    Kind? Find(Type family, string name, Place place, string path)
    {
        if (Known(family, name) is { } found) return found;
        var called = Known(family, name.Split('(')[0]);
        Refuse(place, path, $"there is no {catalog.NameOf(family)} {Excerpt.Of(name)}", called is not null ? $"write {called.Form}" : Wording.Hint(name, [.. catalog.Kinds(family).Select(kind => kind.Name)], "there are:"));
        return null;
    }

    Kind? Known(Type family, string name) => catalog.Kinds(family).FirstOrDefault(kind => kind.Name == name);

    string Allowed(Type family) => $"there are: {string.Join(", ", catalog.Kinds(family).Select(kind => kind.Name))}";

    Chosen? Refuse(Place place, string path, string message, string? hint = null)
    {
        diagnostics.Error(place, path, message, hint);
        return null;
    }
}

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
            return Find(family, name.Text, name.Place, path) is { } bare
                ? Options(bare, node, path, quantity).Read(null, []) : null;
        if (node is not MapNode { Entries: [var first, ..] } map)
            return Refuse(node.Place, path, Wording.Mismatch(node, what), Allowed(family));
        if (Find(family, first.Key, first.KeyPlace, path) is not { } kind) return null;
        var beside = map.Entries.Skip(1).ToList();
        // Only operations have options beside their kind (`- repeat: 3` with `do:` below it).
        if (beside.Count > 0 && family != typeof(Operation))
            return Two(beside[0], kind.Has(beside[0].Key)
                ? $"write its options under it: {{{kind.Name}: {{{beside[0].Key}: …}}}}" : "keep one of them");
        foreach (var entry in beside)
            if (!kind.Has(entry.Key) && Known(family, entry.Key) is not null)
                return Two(entry, "begin the second one with its own `- `");
        return Options(kind, map, KeyPath.Of(path, first.Key), quantity).Read(first.Value, beside);

        Chosen? Two(Entry other, string hint) => Refuse(other.KeyPlace, path,
            $"{Excerpt.Of(other.Key)} stands beside `{kind.Name}`, but {what} is one kind", hint);
    }

    /// <summary>The kind that is named, whatever is wrong with its options.</summary>
    public Kind? KindOf(Type family, Node node) => node switch
    {
        ScalarNode { Text: var name } => Known(family, name),
        MapNode { Entries: [var first, ..] } => Known(family, first.Key),
        _ => null,
    };

    OptionsReader Options(Kind kind, Node node, string path, Dimension quantity) =>
        new(kind, node, path, quantity, binder, diagnostics);

    Kind? Find(Type family, string name, Place place, string path)
    {
        if (Known(family, name) is { } found) return found;
        var hint = Known(family, name.Split('(')[0]) is { } called ? $"write {called.Form}"
            : Wording.Hint(name, KindNames(family), "there are:");
        Refuse(place, path, $"there is no {catalog.NameOf(family)} {Excerpt.Of(name)}", hint);
        return null;
    }

    Kind? Known(Type family, string name) => catalog.Kinds(family).FirstOrDefault(kind => kind.Name == name);

    string Allowed(Type family) => $"there are: {string.Join(", ", KindNames(family))}";

    List<string> KindNames(Type family) => [.. catalog.Kinds(family).Select(kind => kind.Name)];

    Chosen? Refuse(Place place, string path, string message, string? hint = null)
    {
        diagnostics.Error(place, path, message, hint);
        return null;
    }
}

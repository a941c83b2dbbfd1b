using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Reads the names of locks or channels where something is to be done with them: <c>door</c>, <c>fork[2]</c>,
/// <c>fork[${self % 5 + 1}]</c>; and handles of what is open: <c>$handle</c>.</summary>
sealed class References(Declarations declared, Scalars scalars, Formulas formulas, Diagnostics diagnostics)
{
    /// <summary>A reference of the type, or null after an error has been reported.</summary>
    public object? Read(Type type, Node node, string path) => node switch
    {
        ScalarNode { IsEmpty: false } scalar => Given(type, scalar, path),
        Pending { Template.Parts: [({ Length: > 1 } before, null), (_, { } index), ("]", null)] } pending
            when before[^1] == '[' => WorkedOut(type, before[..^1].TrimEnd(), index, pending, path),
        Pending { Template.Alone: { } handle } pending when TakesHandles(type) =>
            formulas.Read(handle, pending, path) is { } formula
                ? Activator.CreateInstance(type, 0, 1, null, formula) : null,
        _ => Refuse(node, path, Wording.Mismatch(node, Wording.Wanted(type, default)),
            node is Pending ? "only the index of an array is worked out in the run: `fork[$self]`" : null),
    };

    object? Given(Type type, ScalarNode node, string path)
    {
        var (name, index) = declared.Known.ContainsKey(node.Text) ? (node.Text, null) : DeclaredName.Split(node.Text);
        if (Find(name, type, index is not null, node, path) is not { } named) return null;
        if (index is null) return Reference(type, named.First, named.Size ?? 1, null);
        if (int.TryParse(index, out var one) && one >= 1 && one <= named.Size)
            return Reference(type, named.First + one - 1, 1, null);
        return Refuse(node, path, $"there is no {declared.Word} {Excerpt.Of(node.Text)}",
            $"there {(named.Size == 1 ? "is" : "are")} {named.Forms(name)}");
    }

    object? WorkedOut(Type type, string name, Expression index, Pending node, string path) =>
        Find(name, type, isIndexed: true, node, path) is { } named && formulas.Read(index, node, path) is { } formula
            ? Reference(type, named.First, named.Count, formula) : null;

    DeclaredName? Find(string name, Type type, bool isIndexed, Node node, string path)
    {
        if (Named(name, type.GetGenericArguments()[0], node, path) is not { } named) return null;
        if (named.Size is not null == isIndexed || !isIndexed && TakesAll(type)) return named;
        var given = Excerpt.Of(name);
        if (isIndexed) Refuse(node, path, $"{given} is one {declared.Word}, not an array", $"write {given}");
        else Refuse(node, path, $"{given} is an array of {declared.Section}", $"write one: {named.Forms(name)}");
        return null;
    }

    DeclaredName? Named(string name, Type asked, Node node, string path)
    {
        if (!declared.Known.TryGetValue(name, out var named))
        {
            scalars.Unknown(new(node.Place, name, Quoted: false), path, declared.Word, declared.Known.Keys,
                declared.Sections);
            return null;
        }
        declared.Use(name);
        if (named.Kind is not { } kind || asked.IsAssignableFrom(kind.Type)) return named;
        var can = declared.Known.Where(one => one.Value.Kind is { } its && asked.IsAssignableFrom(its.Type))
            .Select(one => one.Key).ToList();
        var (problem, verb) = declared.Done(asked) is { } done
            ? ($", which cannot be {done}", "can") : ($", but {Wording.One(Kebab.Of(asked.Name))} is needed", "are");
        Refuse(node, path, $"{Excerpt.Of(name)} is {Wording.One(kind.Name)}{problem}",
            can.Count == 0 ? $"no {declared.Word} {(verb == "can" ? "can be" : "is one")}"
            : $"those that {verb}: {Excerpt.Cut(string.Join(", ", can))}");
        return null;
    }

    static object? Reference(Type type, int first, int count, Formula? index) => TakesHandles(type)
        ? Activator.CreateInstance(type, first, count, index, null)
        : Activator.CreateInstance(type, first, count, index);

    // For several at once a program can wait: then the array is named.
    static bool TakesAll(Type type) => type == typeof(ChannelReference<IPollable>);

    static bool TakesHandles(Type type) => type.GetConstructors().Any(its => its.GetParameters().Length > 3);

    object? Refuse(Node node, string path, string message, string? hint)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}

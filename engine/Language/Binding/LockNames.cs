using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Reads the names of locks where something is to be done with them: <c>door</c>, <c>fork[2]</c>,
/// <c>fork[${self % 5 + 1}]</c>.</summary>
sealed class LockNames(Names names, Scalars scalars, Formulas formulas, Diagnostics diagnostics)
{
    // What can be asked of a lock, and how messages say that it cannot be.
    static readonly (Type Asked, string Done)[] Deeds =
    [
        (typeof(ISharable), "read-locked"), (typeof(ILockable), "locked"),
        (typeof(IWaitable), "waited at"), (typeof(IArrivable), "arrived at"),
    ];

    /// <summary>A <see cref="LockReference{T}"/> of the type, or null after an error has been reported.</summary>
    public object? Read(Type type, Node node, string path) => node switch
    {
        ScalarNode { IsEmpty: false } scalar => Given(type, scalar, path),
        Pending { Template.Parts: [({ Length: > 1 } before, null), (_, { } index), ("]", null)] } pending
            when before[^1] == '[' => WorkedOut(type, before[..^1].TrimEnd(), index, pending, path),
        _ => Refuse(node, path, Wording.Mismatch(node, Wording.Wanted(type, default)),
            node is Pending ? "only the index of an array is worked out in the run: `fork[$self]`" : null),
    };

    object? Given(Type type, ScalarNode node, string path)
    {
        var (name, index) = names.Locks.ContainsKey(node.Text) ? (node.Text, null) : LockName.Split(node.Text);
        if (Find(name, type, index is not null, node, path) is not { } named) return null;
        if (index is null) return Reference(type, named.First, 1, null);
        if (int.TryParse(index, out var one) && one >= 1 && one <= named.Size)
            return Reference(type, named.First + one - 1, 1, null);
        return Refuse(node, path, $"there is no lock {Excerpt.Of(node.Text)}",
            $"there {(named.Size == 1 ? "is" : "are")} {named.Forms(name)}");
    }

    object? WorkedOut(Type type, string name, Expression index, Pending node, string path) =>
        Find(name, type, isIndexed: true, node, path) is { } named && formulas.Read(index, node, path) is { } formula
            ? Reference(type, named.First, named.Count, formula) : null;

    LockName? Find(string name, Type type, bool isIndexed, Node node, string path)
    {
        if (Named(name, type.GetGenericArguments()[0], node, path) is not { } named) return null;
        if (named.Size is not null == isIndexed) return named;
        if (isIndexed) Refuse(node, path, $"{Excerpt.Of(name)} is one lock, not an array", $"write {Excerpt.Of(name)}");
        else Refuse(node, path, $"{Excerpt.Of(name)} is an array of locks", $"write one: {named.Forms(name)}");
        return null;
    }

    LockName? Named(string name, Type asked, Node node, string path)
    {
        if (!names.Locks.TryGetValue(name, out var named))
        {
            scalars.Unknown(new(node.Place, name, Quoted: false), path, "lock", names.Locks.Keys);
            return null;
        }
        names.UseLock(name);
        if (named.Kind is not { } kind || asked.IsAssignableFrom(kind.Type)) return named;
        var can = names.Locks.Where(one => one.Value.Kind is { } its && asked.IsAssignableFrom(its.Type))
            .Select(one => one.Key).ToList();
        var (problem, verb) = Deeds.FirstOrDefault(deed => deed.Asked == asked).Done is { } done
            ? ($", which cannot be {done}", "can") : ($", but {Wording.One(Kebab.Of(asked.Name))} is needed", "are");
        Refuse(node, path, $"{Excerpt.Of(name)} is {Wording.One(kind.Name)}{problem}",
            can.Count == 0 ? $"no lock {(verb == "can" ? "can be" : "is one")}"
            : $"those that {verb}: {Excerpt.Cut(string.Join(", ", can))}");
        return null;
    }

    static object? Reference(Type type, int first, int count, Formula? index) =>
        Activator.CreateInstance(type, first, count, index);

    object? Refuse(Node node, string path, string message, string? hint)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}

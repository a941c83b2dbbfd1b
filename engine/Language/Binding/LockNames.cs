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
    public object? Read(Type type, Node node, string path)
    {
        var asked = type.GetGenericArguments()[0];
        switch (node)
        {
            case ScalarNode { IsEmpty: false } scalar:
                var (name, index) = names.Locks.ContainsKey(scalar.Text)
                    ? (scalar.Text, null) : LockName.Split(scalar.Text);
                if (Named(name, asked, node, path) is not { } named || !Fits(name, named, index is null, node, path))
                    return null;
                return index is null ? Reference(type, named.First)
                    : Index(name, named, index, scalar, path) is { } one ? Reference(type, named.First + one - 1) : null;
            case Pending { Template.Parts: [({ Length: > 1 } before, null), (_, { } worked), ("]", null)] } pending
                when before[^1] == '[':
                var array = before[..^1].TrimEnd();
                if (Named(array, asked, node, path) is not { } its || !Fits(array, its, isWhole: false, node, path))
                    return null;
                return formulas.Read(worked, pending, path) is { } formula
                    ? Reference(type, its.First, its.Count, formula) : null;
            default:
                var hint = node is Pending ? "only the index of an array is worked out in the run: `fork[$self]`" : null;
                return Refuse(node, path, Wording.Mismatch(node, Wording.Wanted(type, default)), hint);
        }
    }

    LockName? Named(string name, Type asked, Node node, string path)
    {
        if (!names.Locks.TryGetValue(name, out var named))
        {
            scalars.Unknown(new(node.Place, name, Quoted: false), path, "lock", names.Locks.Keys);
            return null;
        }
        names.LocksUsed.Add(name);
        if (named.Kind is not { } kind || asked.IsAssignableFrom(kind.Type)) return named;
        var can = names.Locks.Where(one => one.Value.Kind is { } its && asked.IsAssignableFrom(its.Type))
            .Select(one => one.Key).ToList();
        var done = Deeds.FirstOrDefault(deed => deed.Asked == asked).Done ?? "used here";
        Refuse(node, path, $"{Excerpt.Of(name)} is {Wording.One(kind.Name)}, which cannot be {done}",
            can.Count == 0 ? "no lock can be" : $"those that can: {Excerpt.Cut(string.Join(", ", can))}");
        return null;
    }

    bool Fits(string name, LockName named, bool isWhole, Node node, string path)
    {
        if (named.Size is null == isWhole) return true;
        if (isWhole) Refuse(node, path, $"{Excerpt.Of(name)} is an array of locks", $"write one: {named.Forms(name)}");
        else Refuse(node, path, $"{Excerpt.Of(name)} is one lock, not an array", $"write {Excerpt.Of(name)}");
        return false;
    }

    int? Index(string name, LockName named, string index, ScalarNode scalar, string path)
    {
        if (int.TryParse(index, out var one) && one >= 1 && one <= named.Size) return one;
        Refuse(scalar, path, $"there is no lock {Excerpt.Of(scalar.Text)}",
            $"the locks of the array are {named.Forms(name)}");
        return null;
    }

    static object? Reference(Type type, int first, int count = 1, Formula? index = null) =>
        index?.Constant is { } fixedIndex && fixedIndex >= 1 && fixedIndex <= count
            ? Activator.CreateInstance(type, first + (int)fixedIndex - 1, 1, null)
            : Activator.CreateInstance(type, first, count, index);

    object? Refuse(Node node, string path, string message, string? hint)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}

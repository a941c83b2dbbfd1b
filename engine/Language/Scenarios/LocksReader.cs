using System.Globalization;
using Timeslice.Kernel.Locks;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>locks</c>: names, some with the size of an array, and kinds. Locks may name each
/// other, so all names are known before any is read.</summary>
sealed class LocksReader(Names names, Binder binder, Diagnostics diagnostics)
{
    public List<LockModel> Read(MapReader scenario)
    {
        var (named, count) = (new List<(string Name, int? Size, Node Node, string Path)>(), 0);
        foreach (var (key, node, path) in scenario.Named("locks"))
        {
            var (name, index) = LockName.Split(key);
            int? size = index is null ? null : Size(index, node, path);
            // Known even when it is wrong, so that its uses are not errors too.
            if (names.Locks.TryAdd(name, new(count, size, binder.KindOf<Lock>(node))))
                named.Add((name, size, node, path));
            else
                diagnostics.Error(node.Place, path, $"there is a lock {Excerpt.Of(name)} already",
                    "give one of them another name");
            count += size ?? 1;
        }
        var locks = new List<LockModel>();
        foreach (var (name, size, node, path) in named)
        {
            names.Reading = names.UsesOfLocks[name] = new();
            if (binder.Made<Lock>(node, path) is { } made) locks.Add(new(name, size, made));
        }
        return locks;
    }

    int Size(string index, Node node, string path)
    {
        var isNumber = int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        if (isNumber && size is >= 1 and <= LockName.MostOfArray) return size;
        if (!diagnostics.IsWrong(node.Place))
            diagnostics.Error(node.Place, path, $"{Excerpt.Of(index)} is not the size of an array of locks",
                $"a whole number from 1 to {LockName.MostOfArray} is needed: `fork[5]`");
        // Uses of it are not errors too.
        return LockName.MostOfArray;
    }

    /// <summary>Of locks that nothing refers to.</summary>
    public void WarnOfUnused(MapReader scenario)
    {
        foreach (var (key, node, path) in scenario.Named("locks"))
            if (LockName.Split(key).Name is var name && !names.Used.Locks.Contains(name))
                diagnostics.Warn(
                    node.Place, path, $"no program uses the lock {Excerpt.Of(name)}", "remove it, or use it");
    }
}

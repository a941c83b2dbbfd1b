using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Detectors;

/// <summary>Locks that are held together. Equal sets are one object: to take and give back allocates nothing.</summary>
sealed class LockSet
{
    readonly Dictionary<string, LockSet> all;
    readonly Dictionary<(int Lock, bool IsShared), LockSet> with = [], without = [];

    LockSet(Dictionary<string, LockSet> known, (Lock Lock, bool IsShared)[] locks) => (all, Locks) = (known, locks);

    /// <summary>A new family of sets, of which this is the empty one.</summary>
    public static LockSet NewNone()
    {
        var known = new Dictionary<string, LockSet>();
        return known[""] = new(known, []);
    }

    /// <summary>By number; one that its thread reads twice stands here twice.</summary>
    public IReadOnlyList<(Lock Lock, bool IsShared)> Locks { get; }

    public LockSet With(Lock one, bool isShared)
    {
        if (!with.TryGetValue((one.Number, isShared), out var larger))
            larger = with[(one.Number, isShared)] = Of([.. Locks, (one, isShared)]);
        return larger;
    }

    public LockSet Without(Lock one, bool isShared)
    {
        if (without.TryGetValue((one.Number, isShared), out var smaller)) return smaller;
        var left = Locks.ToList();
        left.Remove((one, isShared));
        return without[(one.Number, isShared)] = Of(left);
    }

    /// <summary>A lock of both keeps their holders apart: at least one of the two holds it alone.</summary>
    public bool Excludes(LockSet other) => Locks.Any(mine =>
        other.Locks.Any(its => its.Lock == mine.Lock && !(its.IsShared && mine.IsShared)));

    public override string ToString() => Locks.Count == 0 ? "no lock"
        : string.Join(", ", Locks.Select(held => held.IsShared ? $"{held.Lock.Name} as reader" : held.Lock.Name));

    LockSet Of(IEnumerable<(Lock Lock, bool IsShared)> given)
    {
        var locks = given.OrderBy(held => held.Lock.Number).ThenBy(held => held.IsShared).ToArray();
        var key = string.Join(' ',
            locks.Select(held => held.IsShared ? $"{held.Lock.Number}r" : $"{held.Lock.Number}"));
        return all.TryGetValue(key, out var same) ? same : all[key] = new(all, locks);
    }
}

namespace Timeslice.Kernel.Detectors;

/// <summary>How far a thread, or a lock, knows the others: a time for each slot, 0 where it knows nothing.</summary>
/// <remarks>
/// C. J. Fidge, "Timestamps in message-passing systems that preserve the partial ordering", 1988; F. Mattern,
/// "Virtual time and global states of distributed systems", 1989. Sparse and sorted: what nobody knows takes no room.
/// </remarks>
sealed class VectorClock
{
    (int Slot, long Time)[] entries = [];
    int count;

    public long this[int slot]
    {
        get => Find(slot) is >= 0 and var at ? entries[at].Time : 0;
        set
        {
            var at = Find(slot);
            if (at < 0)
            {
                at = ~at;
                if (count == entries.Length) Array.Resize(ref entries, Math.Max(4, 2 * count));
                Array.Copy(entries, at, entries, at + 1, count++ - at);
            }
            entries[at] = (slot, value);
        }
    }

    /// <summary>An access is known: it happened before.</summary>
    public bool Knows(Epoch one) => this[one.Slot] >= one.Time;

    public void Clear() => count = 0;

    /// <summary>Knows from now on what another knows, too.</summary>
    public void Join(VectorClock other)
    {
        var missing = 0;
        for (int mine = 0, its = 0; its < other.count; its++)
        {
            while (mine < count && entries[mine].Slot < other.entries[its].Slot) mine++;
            if (mine == count || entries[mine].Slot != other.entries[its].Slot) missing++;
            else if (entries[mine].Time < other.entries[its].Time) entries[mine] = other.entries[its];
        }
        if (missing == 0) return;
        if (count + missing > entries.Length) Array.Resize(ref entries, Math.Max(count + missing, 2 * entries.Length));
        Merge(other, missing);
    }

    // From the back, so that nothing is overwritten that is still to move.
    void Merge(VectorClock other, int missing)
    {
        var (mine, its) = (count - 1, other.count - 1);
        count += missing;
        for (var to = count - 1; its >= 0; to--)
        {
            if (mine >= 0 && entries[mine].Slot >= other.entries[its].Slot)
            {
                if (entries[mine].Slot == other.entries[its].Slot) its--;
                entries[to] = entries[mine--];
            }
            else entries[to] = other.entries[its--];
        }
    }

    int Find(int slot)
    {
        var (low, high) = (0, count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Slot == slot) return middle;
            if (entries[middle].Slot < slot) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}

/// <summary>A time of one thread, which has the slot: nobody else has, until all that is known of it is forgotten.
/// </summary>
readonly record struct Epoch(int Slot, long Time);

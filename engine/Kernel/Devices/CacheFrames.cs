using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel.Devices;

/// <summary>Which pages of a device are in memory, which of them were changed, and which make room for
/// others.</summary>
sealed class CacheFrames
{
    public const int None = -1;

    readonly Dictionary<long, int> places = [];
    readonly PageOrder order = new();
    readonly Replacement replacement;
    readonly Predicate<int> mayLeave;
    readonly Frame[] frames;
    long[] sorted = [];
    int used;

    public CacheFrames(int count, Replacement replacement)
    {
        (frames, this.replacement) = (new Frame[count], replacement);
        mayLeave = frame => frames[frame].Load == None;
    }

    /// <summary>Pages that were changed, and not written since.</summary>
    public int Dirty { get; private set; }

    /// <summary>Where a page is in memory, or will be when it has been read.</summary>
    public int Find(long page) => places.GetValueOrDefault(page, None);

    /// <summary>What reads a page; none where it is there.</summary>
    public int LoadOf(int frame) => frames[frame].Load;

    /// <summary>A page in memory is read or written.</summary>
    public void Touch(int frame) => replacement.Touched(order, frame);

    public void SetDirty(int frame, bool isDirty)
    {
        if (frames[frame].IsDirty == isDirty) return;
        frames[frame].IsDirty = isDirty;
        Dirty += isDirty ? 1 : -1;
    }

    /// <summary>A page has been read.</summary>
    public void HasCome(int frame) => frames[frame].Load = None;

    /// <summary>A frame for a page that has none; none where all are being read into.</summary>
    /// <param name="load">What reads it; none where it is there at once.</param>
    /// <param name="written">The page that had to make room and was changed; none: −1.</param>
    public int TryAdd(long page, int load, out long written)
    {
        written = None;
        var frame = Take(ref written);
        if (frame == None) return None;
        frames[frame] = new() { Page = page, Load = load };
        places.Add(page, frame);
        replacement.Loaded(order, frame);
        return frame;
    }

    /// <summary>All pages that were changed, in order; they count as written.</summary>
    public ReadOnlySpan<long> TakeDirty()
    {
        if (sorted.Length < Dirty) sorted = new long[frames.Length];
        var count = 0;
        for (var frame = 0; frame < used; frame++)
        {
            if (!frames[frame].IsDirty || frames[frame].Load != None) continue;
            SetDirty(frame, false);
            sorted[count++] = frames[frame].Page;
        }
        Array.Sort(sorted, 0, count);
        return sorted.AsSpan(0, count);
    }

    int Take(ref long written)
    {
        if (used < frames.Length) return used++;
        var victim = replacement.Victim(order, mayLeave);
        if (victim < 0) return None;
        if (frames[victim].IsDirty) written = frames[victim].Page;
        SetDirty(victim, false);
        order.Remove(victim);
        places.Remove(frames[victim].Page);
        return victim;
    }

    struct Frame
    {
        public long Page;
        public int Load;
        public bool IsDirty;
    }
}

using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Kernel.Memory;

/// <summary>The frames of a machine, the pages in them and in swap, and who has them.</summary>
/// <remarks>
/// A page is a content, wherever it is: tables name pages, so that nothing changes in them when one goes to swap and
/// comes back. What several have therefore comes back for all of them at once.
/// </remarks>
public sealed class PhysicalMemory
{
    const int None = -1;

    readonly Machine machine;
    readonly SwapDevice device;
    readonly PageOrder order = new();
    readonly List<AddressSpace> spaces = [];
    readonly Predicate<int> mayLeave;
    Page[] pages = [];
    TimeWeighted used;
    int free = None, end, pinned = None, lineages;

    // Pages in memory that can be dropped, since they can be read again.
    long droppable;

    internal PhysicalMemory(Machine machine, MainMemory settings)
    {
        (this.machine, Settings) = (machine, settings);
        device = new(machine.Simulation, settings.SwapLatency);
        mayLeave = MayLeave;
    }

    public MainMemory Settings { get; }

    /// <summary>Frames that are in use.</summary>
    public long Used => used.Value;

    /// <summary>Pages that have a content, in memory or elsewhere.</summary>
    public long Contents { get; private set; }

    /// <summary>Pages of swap that are in use.</summary>
    public long SwapUsed { get; private set; }

    /// <summary>Pages that are promised to processes.</summary>
    public long Committed { get; private set; }

    /// <summary>What was counted on the whole machine.</summary>
    public FaultCounts Counts { get; } = new();

    /// <summary>Pages read from swap, and written to it.</summary>
    public long SwappedIn { get; private set; }
    public long SwappedOut { get; private set; }

    /// <summary>How often a process was killed for want of memory.</summary>
    public long Kills { get; internal set; }

    /// <summary>The memory in use, as an average over time; and the most.</summary>
    public double MeanResident => used.Mean(machine.Now) * Settings.Page.Count;
    public Bytes MostResident => Settings.BytesOf(used.Max);

    /// <summary>The least that was free.</summary>
    public Bytes LeastFree => Settings.BytesOf(Settings.Frames - used.Max);

    internal ref Page this[int page] => ref pages[page];
    internal int NextLineage() => lineages++;

    internal AddressSpace NewSpace(FaultCounts counts)
    {
        var space = new AddressSpace(this, counts, spaces.Count);
        spaces.Add(space);
        return space;
    }

    internal void Forget(AddressSpace space)
    {
        spaces[^1].Place = space.Place;
        spaces[space.Place] = spaces[^1];
        spaces.RemoveAt(spaces.Count - 1);
    }

    /// <summary>Promises so many pages; false where that may not be.</summary>
    /// <param name="isStack">Of which only a part will be used: in heuristics it does not count.</param>
    internal bool TryCommit(long frames, bool isStack)
    {
        if (!(isStack && Settings.Overcommit == Overcommit.Heuristic) && !MayCommit(frames)) return false;
        Committed += frames;
        return true;
    }

    internal bool MayCommit(long frames) => Settings.Overcommit switch
    {
        Overcommit.Heuristic => frames <= Settings.Frames + Settings.SwapFrames,
        Overcommit.Never => Committed + frames <= Settings.CommitLimit,
        _ => true,
    };

    internal void Commit(long frames) => Committed += frames;

    /// <summary>Whether to get so many frames one may have to wait, or get none.</summary>
    internal bool IsShort(int frames) => Settings.Frames - used.Value < frames;

    /// <summary>Lets pages leave until so many frames are free.</summary>
    /// <param name="keep">A page that must stay; −1: none.</param>
    internal Room MakeRoom(int frames, int keep = None)
    {
        var until = 0L;
        pinned = keep;
        while (IsShort(frames))
        {
            var victim = droppable > 0 || SwapUsed < Settings.SwapFrames
                ? Settings.Replacement.Victim(order, mayLeave) : None;
            if (victim == None) return new(false, device.DoneAt > machine.Now ? device.DoneAt : 0);
            if (Evict(victim)) until = device.Serve();
        }
        return new(true, until);
    }

    /// <summary>A new page in frames that are free.</summary>
    internal int Create(Region home, long at, Backing backing = Backing.None)
    {
        var page = Number();
        pages[page] = new() { Home = home, At = at, Holders = 1, Frames = home.Frames, Backing = backing };
        Contents++;
        home.Set(at, Region.Entry.Of(page));
        Load(page);
        home.Space.ChangeResident(home.Frames);
        return page;
    }

    /// <summary>A page of a file that nobody has read yet.</summary>
    internal void CreateOnFile(Region home, long at)
    {
        var page = Number();
        pages[page] = new() { Home = home, At = at, Holders = 1, Frames = home.Frames, Backing = Backing.File };
        Contents++;
        home.Set(at, Region.Entry.Of(page));
    }

    /// <summary>One more has a page.</summary>
    internal void Hold(int page) => pages[page].Holders++;

    /// <summary>One less has a page; nothing is left of it when it was the last.</summary>
    internal void LetGo(int page)
    {
        ref var its = ref pages[page];
        if (--its.Holders > 0) return;
        if (its.Backing == Backing.Swap) SwapUsed--;
        if (its.IsResident) Unload(page);
        Contents--;
        its = new() { Next = free };
        free = page;
    }

    /// <summary>A page in memory is used.</summary>
    internal void Touch(int page) => Settings.Replacement.Touched(order, page);

    /// <summary>A page in memory is written: what is elsewhere is out of date.</summary>
    internal void Write(int page)
    {
        ref var its = ref pages[page];
        if (its.Backing == Backing.None) return;
        if (its.Backing == Backing.Swap) SwapUsed--;
        its.Backing = Backing.None;
        droppable--;
    }

    /// <summary>Reads a page into a frame that is free; returns when it will be there.</summary>
    internal long BringIn(int page)
    {
        ref var its = ref pages[page];
        if (its.Backing == Backing.Swap) SwappedIn++;
        its.ReadyAt = device.Serve();
        Load(page);
        ChangeResident(page, its.Frames);
        return its.ReadyAt;
    }

    internal void Restart()
    {
        used.Restart(machine.Now);
        Counts.Restart();
        (SwappedIn, SwappedOut, Kills) = (0, 0, 0);
        foreach (var process in machine.Processes) process.Faults.Restart();
        foreach (var space in spaces) space.ChangeResident(0);
    }

    // The pages of a machine that never swaps stand in the order, too: swap is not all that they may leave for.
    bool MayLeave(int page)
    {
        ref var its = ref pages[page];
        return page != pinned && its.Frames == 1 && its.ReadyAt <= machine.Now
            && (its.Backing != Backing.None || SwapUsed < Settings.SwapFrames);
    }

    /// <summary>True when it must be written first.</summary>
    bool Evict(int page)
    {
        ref var its = ref pages[page];
        ChangeResident(page, -its.Frames);
        Unload(page);
        machine.Observer?.PageEvicted(machine, its.Home.Name, its.At, its.Backing == Backing.None);
        if (its.Backing != Backing.None) return false;
        its.Backing = Backing.Swap;
        SwapUsed++;
        SwappedOut++;
        return true;
    }

    void Load(int page)
    {
        ref var its = ref pages[page];
        its.IsResident = true;
        used.Set(machine.Now, used.Value + its.Frames);
        if (its.Backing != Backing.None) droppable++;
        Settings.Replacement.Loaded(order, page);
    }

    void Unload(int page)
    {
        ref var its = ref pages[page];
        its.IsResident = false;
        used.Set(machine.Now, used.Value - its.Frames);
        if (its.Backing != Backing.None) droppable--;
        order.Remove(page);
    }

    // Copies of a region have a page, if they have it, at the same place.
    void ChangeResident(int page, int by)
    {
        var (home, at, left) = (pages[page].Home, pages[page].At, pages[page].Holders);
        if (left == 1 && !home.IsFreed && Has(home, at, page))
        {
            home.Space.ChangeResident(by);
            return;
        }
        for (var i = 0; left > 0; i++)
        {
            if (spaces[i].Find(home.Lineage) is not { } region || !Has(region, at, page)) continue;
            left--;
            spaces[i].ChangeResident(by);
        }
    }

    static bool Has(Region region, long at, int page) => region[at] is { IsPage: true } entry && entry.Page == page;

    int Number()
    {
        if (free == None)
        {
            if (end == pages.Length) Array.Resize(ref pages, Math.Max(64, 2 * end));
            return end++;
        }
        var page = free;
        free = pages[page].Next;
        return page;
    }
}

/// <summary>Whether there is room for a page.</summary>
/// <param name="Until">When, in nanoseconds, what had to leave will have been written; where there is no room, when to
/// ask again. 0: at once; never, where there is no room.</param>
readonly record struct Room(bool IsThere, long Until);

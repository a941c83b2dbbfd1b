namespace Timeslice.Kernel.Memory;

/// <summary>What the threads of a process have of memory: regions by name, up to the width of an address.</summary>
/// <param name="place">Its place among the spaces of the machine.</param>
sealed class AddressSpace(PhysicalMemory memory, FaultCounts counts, int place)
{
    readonly List<Region> regions = [];

    public FaultCounts Counts { get; } = counts;
    public int Place { get; set; } = place;
    public IReadOnlyList<Region> Regions => regions;

    /// <summary>Pages that are reserved, touched or not.</summary>
    public long Reserved { get; private set; }

    /// <summary>Pages of it that are in memory, those that others have as well included.</summary>
    public long Resident { get; private set; }

    /// <summary>Entries of its tables that are in use.</summary>
    public long Mapped
    {
        get
        {
            var mapped = 0L;
            foreach (var region in regions) mapped += region.Mapped;
            return mapped;
        }
    }

    public Region? Find(string name)
    {
        foreach (var region in regions)
            if (region.Name == name) return region;
        return null;
    }

    public Region? Find(int lineage)
    {
        foreach (var region in regions)
            if (region.Lineage == lineage) return region;
        return null;
    }

    /// <summary>A new region; null where there is no room.</summary>
    public Region? Reserve(string name, long frames, bool isHuge)
    {
        var region = new Region(this, name, memory.NextLineage(), isHuge ? memory.Settings.FramesOfHuge : 1);
        if (!TryExtend(region, frames)) return null;
        regions.Add(region);
        return region;
    }

    /// <summary>A region gets so many frames more, rounded up to whole pages of it.</summary>
    public bool TryExtend(Region region, long frames)
    {
        var pages = frames / region.Frames + (frames % region.Frames > 0 ? 1 : 0);
        frames = pages * region.Frames;
        if (region.Frames > memory.Settings.Frames
            || Reserved + frames > memory.Settings.AddressSpace.Count / memory.Settings.Page.Count
            || !memory.TryCommit(frames, region.Name == Stacks.Name)) return false;
        region.Pages += pages;
        Reserved += frames;
        return true;
    }

    /// <summary>All of a region is given back.</summary>
    public void Free(Region region)
    {
        regions.Remove(region);
        GiveBack(region);
    }

    /// <summary>The same for another process, which shares all pages until one of both writes.</summary>
    /// <remarks>That there is room was asked before.</remarks>
    public AddressSpace Copy()
    {
        var copy = memory.NewSpace(Counts);
        foreach (var region in regions) copy.regions.Add(region.CopyTo(copy, memory.Hold));
        copy.Reserved = Reserved;
        copy.ChangeResident(Resident);
        memory.Commit(Reserved);
        return copy;
    }

    /// <summary>No process has it any more.</summary>
    public void Leave()
    {
        foreach (var region in regions) GiveBack(region);
        regions.Clear();
        memory.Forget(this);
    }

    public void ChangeResident(long by)
    {
        Resident += by;
        Counts.ChangeResident(by, Resident);
    }

    void GiveBack(Region region)
    {
        region.IsFreed = true;
        foreach (var (_, entry) in region.Touched())
        {
            if (!entry.IsPage) continue;
            if (memory[entry.Page].IsResident) ChangeResident(-region.Frames);
            memory.LetGo(entry.Page);
        }
        Reserved -= region.Pages * region.Frames;
        memory.Commit(-region.Pages * region.Frames);
    }
}

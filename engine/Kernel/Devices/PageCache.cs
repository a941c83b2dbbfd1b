using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// Memory that keeps pages of a device: what is there is copied, what is not is read first. It is used in place of the
/// device.
/// </summary>
/// <remarks>
/// Pages that are missing in a row are asked for in one request; who wants a page that is being read waits for it. A
/// page counts as a hit if it is there when it is wanted. What must make room is written first if it was changed, but
/// nobody waits for that. Where all memory is being read into, pages are read or written without being kept.
/// </remarks>
/// <param name="of">The device behind it.</param>
/// <param name="memory">How much it keeps, at least a page.</param>
/// <param name="page">The size of a page; 4KiB when left out.</param>
/// <param name="replacement">Which page makes room for another; <c>lru</c> when left out.</param>
/// <param name="write">
/// When what is written comes to the device. Of a page that is missing and is not written as a whole, the rest is read
/// first; with <c>through</c> it is not kept.
/// </param>
public sealed class PageCache(ChannelReference<Device> of, Bytes memory, Bytes? page = null,
    Replacement? replacement = null, CacheWrites write = CacheWrites.Back) : Device
{
    readonly ChannelReference<Device> of = of is { Index: null, Handle: null } ? of
        : throw new ArgumentOutOfRangeException(nameof(of), "must name one device");
    readonly CacheFrames frames = new(FramesOf(memory, PageOf(page)), replacement ?? new Lru());
    CachedPages? pages;
    Device? behind;

    /// <summary>One that belongs to a machine at once.</summary>
    public PageCache(Machine machine, Device of, Bytes memory, Bytes? page = null, Replacement? replacement = null,
        CacheWrites write = CacheWrites.Back, string? name = null)
        : this(of, memory, page, replacement, write) => machine.Add(this, name);

    /// <summary>Pages that were there when they were wanted, and that were not.</summary>
    public long Hits { get; internal set; }
    public long Misses { get; internal set; }

    /// <summary>Changed pages that were written to the device behind it.</summary>
    public long PagesWritten { get; internal set; }

    /// <summary>Changed pages that are in memory.</summary>
    public int Dirty => frames.Dirty;

    internal long Page { get; } = PageOf(page);
    internal bool WritesThrough => write == CacheWrites.Through;
    internal override long Capacity => Behind.Capacity;

    internal override bool KeepsWrites => true;

    internal Device Behind => behind ??= Find();

    private protected override (Duration Call, Duration KiB) Prices(Costs costs) => (default, costs.MemoryKiB);

    // Those of the device behind it are.
    private protected override Duration CostOfInterrupt => Duration.Zero;

    private protected override IServing NewService() => Pages;

    internal override Duration ServiceTime(DeviceRequest request) => Duration.Zero;

    internal override bool TryAtOnce(RequestKind kind, long at, long bytes)
    {
        if (WhyNotAt(at, bytes) is not null || !Pages.TryAtOnce(kind, at, bytes)) return false;
        CountAtOnce(kind, bytes);
        return true;
    }

    internal override void Restart()
    {
        base.Restart();
        (Hits, Misses, PagesWritten) = (0, 0, 0);
    }

    CachedPages Pages => pages ??= new(this, frames);

    Device Find()
    {
        var found = (Device)Machine.Channels[of.First];
        var (last, steps) = (found, Machine.Channels.Count);
        for (; last is PageCache cache && steps > 0; steps--) last = (Device)Machine.Channels[cache.of.First];
        return steps > 0 ? found
            : throw new RunStopped(EndReason.ProgramError, $"{Machine.Place}{Name} is a cache of itself");
    }

    static long PageOf(Bytes? page) => page is not { Count: var bytes } ? (4.KiB).Count
        : bytes >= 1 ? bytes
        : throw new ArgumentOutOfRangeException(nameof(page), page, "must be at least 1B");

    static int FramesOf(Bytes memory, long page) => memory.Count / page is >= 1 and <= 1 << 28 and var count
        ? (int)count
        : throw new ArgumentOutOfRangeException(
            nameof(memory), memory, $"must be at least one page, at most {1 << 28}");
}

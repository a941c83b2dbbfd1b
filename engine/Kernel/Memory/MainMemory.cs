using Timeslice.Des;

namespace Timeslice.Kernel.Memory;

/// <summary>
/// The memory of a machine: how much there is, in which pages, and what is done when it is used up. Without it memory
/// costs nothing and never ends.
/// </summary>
/// <param name="size">How much there is for processes.</param>
/// <param name="page">The size of a page, a power of two; 4 KiB when left out, as on x86-64.</param>
/// <param name="addressBits">The width of an address: a process has at most 2 to this power bytes; 32, or 48 as on
/// x86-64 with four levels of tables (Intel, "Software Developer's Manual", volume 3A, chapter 4).</param>
/// <param name="hugePage">The size of a huge page; 2 MiB when left out.</param>
/// <param name="swap">Where pages go that must leave memory; nothing when left out.</param>
/// <param name="swapLatency">What the swap device needs for a page, one after the other; 150 µs when left out: a random
/// read of an SSD among J. Dean's "Numbers everyone should know".</param>
/// <param name="replacement">Which page leaves; <c>lru</c> when left out.</param>
/// <param name="overcommit">How much more may be promised than there is.</param>
/// <param name="commitRatio">With overcommit <c>never</c>, the part of memory that may be promised beside swap.</param>
/// <param name="oom">What is done when somebody needs memory and there is none.</param>
/// <param name="stack">What is reserved for the stack of each thread, of which the first page is used; 8 MiB when left
/// out, as RLIMIT_STACK of Linux, where addresses reach so far. 0: stacks are not modelled.</param>
public sealed class MainMemory(
    Bytes size, Bytes? page = null, int addressBits = 48, Bytes? hugePage = null, Bytes? swap = null,
    Duration? swapLatency = null, Replacement? replacement = null, Overcommit overcommit = Overcommit.Heuristic,
    double commitRatio = 0.5, OutOfMemory oom = OutOfMemory.Kill, Bytes? stack = null)
{
    const long LeastPage = 512, MostFrames = 1 << 30;
    const int LeastBits = 16, MostBits = 57;

    /// <summary>The size of a page.</summary>
    public Bytes Page { get; } = page is not { } given ? 4.KiB
        : given.Count >= LeastPage && long.IsPow2(given.Count) ? given
        : throw new ArgumentOutOfRangeException(nameof(page), given, $"must be a power of two, at least {LeastPage} B");

    /// <summary>How much there is.</summary>
    public Bytes Size { get; } = size.Count >= (page ?? 4.KiB).Count && size.Count / (page ?? 4.KiB).Count <= MostFrames
        ? size
        : throw new ArgumentOutOfRangeException(nameof(size), size, $"must be at least one page, at most {MostFrames}");

    /// <summary>The most that a process can have.</summary>
    public Bytes AddressSpace { get; } = addressBits is >= LeastBits and <= MostBits ? new(1L << addressBits)
        : throw new ArgumentOutOfRangeException(
            nameof(addressBits), addressBits, $"must be from {LeastBits} to {MostBits}");

    public Duration SwapLatency { get; } = (swapLatency ?? 150.Us) >= Duration.Zero ? swapLatency ?? 150.Us
        : throw new ArgumentOutOfRangeException(nameof(swapLatency), swapLatency, "must not be negative");

    public Replacement Replacement { get; } = replacement ?? new Lru();
    public Overcommit Overcommit { get; } = overcommit;
    public OutOfMemory Oom { get; } = oom;

    /// <summary>What is reserved for the stack of a thread.</summary>
    public Bytes Stack { get; } = stack is not { } given
        ? (8.MiB).Count <= 1L << Math.Clamp(addressBits, LeastBits, MostBits) - 1 ? 8.MiB : 0.B
        : given.Count < 1L << Math.Clamp(addressBits, LeastBits, MostBits) ? given
        : throw new ArgumentOutOfRangeException(nameof(stack), given, "must be less than addresses reach");

    /// <summary>The most that a process can have from the beginning.</summary>
    public Bytes MostAtOnce => Overcommit switch
    {
        Overcommit.Heuristic => BytesOf(Math.Min(Frames + SwapFrames, AddressSpace.Count / Page.Count)),
        Overcommit.Never => BytesOf(Math.Min(CommitLimit, AddressSpace.Count / Page.Count)),
        _ => AddressSpace,
    };

    /// <summary>The most that the stacks of a process can have.</summary>
    public Bytes MostOfStacks => Overcommit == Overcommit.Never ? MostAtOnce : AddressSpace;

    /// <summary>How many pages fit into memory.</summary>
    internal long Frames { get; } = size.Count / (page ?? 4.KiB).Count;

    /// <summary>How many pages fit into swap.</summary>
    internal long SwapFrames { get; } = (swap ?? default).Count / (page ?? 4.KiB).Count;

    /// <summary>How many pages a huge one is made of.</summary>
    internal int FramesOfHuge { get; } = (hugePage ?? 2.MiB) is var huge && long.IsPow2(huge.Count)
        && huge > (page ?? 4.KiB) && huge.Count / (page ?? 4.KiB).Count <= 1 << 20
        ? (int)(huge.Count / (page ?? 4.KiB).Count)
        : throw new ArgumentOutOfRangeException(
            nameof(hugePage), hugePage, "must be a power of two, larger than a page, at most 1048576 pages");

    /// <summary>How many pages may be promised with overcommit <c>never</c>.</summary>
    internal long CommitLimit { get; } = commitRatio is >= 0 and <= 1
        ? (swap ?? default).Count / (page ?? 4.KiB).Count + (long)(size.Count / (page ?? 4.KiB).Count * commitRatio)
        : throw new ArgumentOutOfRangeException(nameof(commitRatio), commitRatio, "must be from 0 to 1");

    /// <summary>How many pages so many bytes take.</summary>
    internal long PagesFor(Bytes bytes) => bytes.Count / Page.Count + (bytes.Count % Page.Count > 0 ? 1 : 0);

    /// <summary>What so many pages are in bytes.</summary>
    public Bytes BytesOf(long pages) => Page * pages;
}

namespace Timeslice.Kernel.Memory;

/// <summary>Where the content of a page can be read, should it leave memory.</summary>
enum Backing : byte
{
    /// <summary>Nowhere: it must be written first.</summary>
    None,

    /// <summary>In swap.</summary>
    Swap,

    /// <summary>In the file of the program.</summary>
    File,
}

/// <summary>A page that has a content: in memory, in swap, or in a file; of one address space or of several.</summary>
struct Page
{
    /// <summary>A region that has it, or had it before others were copied from that.</summary>
    public Region Home;

    /// <summary>Its number in that region, and in those that were copied from it.</summary>
    public long At;

    /// <summary>How many address spaces have it.</summary>
    public int Holders;

    /// <summary>How many frames it takes.</summary>
    public int Frames;

    /// <summary>When it will have been read, in nanoseconds; until then it stays.</summary>
    public long ReadyAt;

    public bool IsResident;
    public Backing Backing;

    /// <summary>The next number that is free.</summary>
    public int Next;
}

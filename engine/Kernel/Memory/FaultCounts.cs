namespace Timeslice.Kernel.Memory;

/// <summary>What was counted of pages since the statistics began: on a machine, or of a declared process and all that
/// descend from it.</summary>
public sealed class FaultCounts
{
    /// <summary>Faults that no device was needed for.</summary>
    public long Minor { get; private set; }

    /// <summary>Faults for which a device was read.</summary>
    public long Major { get; private set; }

    /// <summary>Pages copied because they were written while others had them as well; a huge one counts as all that it
    /// is made of.</summary>
    public long Copied { get; private set; }

    /// <summary>The most pages that one process had in memory at a time.</summary>
    public long MostResident { get; private set; }

    /// <summary>The most that all of them had at a time, where pages that several have count for each.</summary>
    public long MostTogether { get; private set; }

    long together;

    /// <summary>One of them has some pages more or less in memory.</summary>
    /// <param name="resident">How many it has now.</param>
    internal void ChangeResident(long by, long resident)
    {
        together += by;
        MostResident = Math.Max(MostResident, resident);
        MostTogether = Math.Max(MostTogether, together);
    }

    internal void Add(Fault fault, int frames)
    {
        if (fault == Fault.Major) Major++;
        else Minor++;
        if (fault == Fault.Copy) Copied += frames;
    }

    internal void Restart() => 
        (Minor, Major, Copied, MostResident, MostTogether) = (0, 0, 0, 0, together);
}

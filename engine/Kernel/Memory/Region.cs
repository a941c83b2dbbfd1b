namespace Timeslice.Kernel.Memory;

/// <summary>A part of an address space with a name: its pages, as far as they have been touched.</summary>
/// <param name="lineage">What it has in common with those that are copies of it.</param>
/// <param name="frames">How many frames each of its pages takes.</param>
sealed class Region(AddressSpace space, string name, int lineage, int frames)
{
    /// <summary>Entries of a full table, as on x86-64.</summary>
    public const int TableSize = 512;

    /// <summary>Of the program and the data of a process.</summary>
    public const string Image = "image";

    // What a page of a region is: not there; the page of zeros that is nobody's; or a page and whether it must not be
    // written as it is.
    const int Nothing = 0, Zeros = 1, Protected = 1;

    readonly SortedList<long, int[]> tables = [];
    long lastTable = -1;
    int[] last = [];

    public AddressSpace Space { get; } = space;
    public string Name { get; } = name;
    public int Lineage { get; } = lineage;
    public int Frames { get; } = frames;
    public bool IsHuge => Frames > 1;

    /// <summary>How many pages it has, touched or not.</summary>
    public long Pages { get; set; }

    /// <summary>Of a stack, the threads that run on it: several where they came of each other by vfork.</summary>
    public int Runners { get; set; }

    /// <summary>It is no longer there.</summary>
    public bool IsFreed { get; set; }

    /// <summary>How many of its pages have been touched.</summary>
    public long Mapped { get; private set; }

    /// <summary>What stands for a page.</summary>
    public Entry this[long at]
    {
        get
        {
            var table = Table(at / TableSize);
            var place = (int)(at % TableSize);
            return place < table.Length ? new(table[place]) : default;
        }
    }

    public void Set(long at, Entry entry)
    {
        var number = at / TableSize;
        var (table, place) = (Table(number), (int)(at % TableSize));
        if (place >= table.Length)
        {
            Array.Resize(ref table, Math.Min(TableSize, Math.Max(place + 1, 2 * table.Length)));
            (tables[number], lastTable, last) = (table, number, table);
        }
        if (table[place] == Nothing) Mapped++;
        table[place] = entry.Word;
    }

    /// <summary>All pages that have been touched, by number; those of zeros too.</summary>
    public IEnumerable<(long At, Entry Entry)> Touched()
    {
        foreach (var (number, table) in tables)
            for (var place = 0; place < table.Length; place++)
                if (table[place] != Nothing) yield return (number * TableSize + place, new(table[place]));
    }

    /// <summary>Another space has from now on the same pages: neither may write them as they are.</summary>
    public Region CopyTo(AddressSpace other, Action<int> hold)
    {
        var copy = new Region(other, Name, Lineage, Frames) { Pages = Pages, Mapped = Mapped };
        foreach (var (number, table) in tables)
        {
            for (var place = 0; place < table.Length; place++)
            {
                if (table[place] <= Zeros) continue;
                table[place] |= Protected;
                hold(new Entry(table[place]).Page);
            }
            copy.tables.Add(number, [.. table]);
        }
        return copy;
    }

    int[] Table(long number)
    {
        if (number != lastTable) (lastTable, last) = (number, tables.GetValueOrDefault(number) ?? []);
        return last;
    }

    /// <summary>What an address space has at a place.</summary>
    public readonly record struct Entry(int Word)
    {
        public static readonly Entry OfZeros = new(Zeros);
        public static Entry Of(int page) => new((page + 1) << 1);

        public bool IsPage => Word > Zeros;
        public bool IsZeros => Word == Zeros;
        public int Page => (Word >> 1) - 1;

        /// <summary>Others have it, or had it: before it is written, that must be looked at.</summary>
        public bool IsProtected => IsPage && (Word & Protected) != 0;
    }
}

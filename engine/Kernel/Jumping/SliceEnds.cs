namespace Timeslice.Kernel.Jumping;

/// <summary>
/// The ends of slices to come on C CPUs, numbered from 0 in the order of events, as long as nothing else happens.
/// </summary>
/// <remarks>
/// After an end, a CPU's next one comes a period later: a switch and a quantum. The first ends lie within one period
/// from now, so in each round the CPUs come in the same order; and ends of one instant keep their order, because each
/// was planned when the one before it on its CPU was handled. Hence end k is on the CPU of first end k mod C, ⌊k / C⌋
/// periods after that.
/// </remarks>
sealed class SliceEnds(int cpus)
{
    readonly FirstEnd[] first = new FirstEnd[cpus];

    /// <summary>A switch and a quantum, in nanoseconds.</summary>
    public long Period { get; set; }

    /// <summary>The first end on each CPU; to be put in order by <see cref="Sort"/>.</summary>
    public Span<FirstEnd> First => first;

    /// <summary>When an end is, in nanoseconds.</summary>
    public long this[long end]
    {
        get
        {
            var (round, place) = Math.DivRem(end, cpus);
            return first[place].Time + round * Period;
        }
    }

    /// <summary>Goes through the ends, from one on.</summary>
    public Walk At(long end) => new(this, end);

    public void Sort() => First.Sort(FirstEnd.Compare);

    /// <summary>The CPU on which an end is.</summary>
    public Cpu On(long end) => first[end % cpus].Cpu;

    /// <summary>How many ends come before a time.</summary>
    public long Before(long time)
    {
        if (time <= first[0].Time) return 0;
        // Of whole rounds all ends do; of the next one those that stand before the first that does not.
        var round = (time - 1 - first[0].Time) / Period;
        var (low, high) = (1, cpus);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (first[middle].Time + round * Period < time) low = middle + 1;
            else high = middle;
        }
        return round * cpus + low;
    }

    /// <summary>An end of a slice, and then the next one: without the divisions.</summary>
    public struct Walk(SliceEnds ends, long end)
    {
        int place = (int)(end % ends.first.Length);

        public long Round { get; private set; } = end / ends.first.Length;
        public readonly Cpu Cpu => ends.first[place].Cpu;
        public readonly long Time => ends.first[place].Time + Round * ends.Period;

        public void MoveNext()
        {
            if (++place < ends.first.Length) return;
            place = 0;
            Round++;
        }
    }
}

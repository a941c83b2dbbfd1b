namespace Timeslice.Kernel;

/// <summary>How much work a CPU does in a time, in whole nanoseconds of both and without losing any.</summary>
/// <param name="perMille">Nanoseconds of work in a microsecond of time, from 1.</param>
struct Rate(int perMille)
{
    /// <summary>A nanosecond of work in a nanosecond of time.</summary>
    public const int Full = 1000;

    // Of a nanosecond of work, in thousandths: done, and not yet told of.
    int carry;

    public readonly int PerMille => perMille;

    /// <summary>From now on at another speed.</summary>
    public readonly Rate With(int otherPerMille) => new(otherPerMille) { carry = carry };

    /// <summary>Work that is done in a time, with what was carried over from the last.</summary>
    public long WorkIn(long time)
    {
        if (perMille == Full) return time;
        var done = (Int128)time * perMille + carry;
        carry = (int)(done % Full);
        return (long)(done / Full);
    }

    /// <summary>The least time in which so much work is done.</summary>
    public readonly long TimeFor(long work) =>
        perMille == Full ? work
            : (long)Int128.Min(long.MaxValue / 4, ((Int128)work * Full - carry + perMille - 1) / perMille);

    /// <summary>Thousandths of a nanosecond of the present work that are done and not told of.</summary>
    public readonly int Carry => carry;

    /// <summary>Other work begins, or goes on of which so much is done and not told of.</summary>
    public void Begin(int carried = 0) => carry = carried;
}

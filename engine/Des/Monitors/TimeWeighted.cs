namespace Timeslice.Des.Monitors;

/// <summary>
/// A whole number that changes over time: its current value, its maximum and its time average, exact in nanoseconds.
/// </summary>
public struct TimeWeighted
{
    Int128 area;
    long since, start;

    public long Value { get; private set; }
    public long Max { get; private set; }

    /// <summary>The value changes at <paramref name="now"/>.</summary>
    public void Set(long now, long value)
    {
        if (now != since)
        {
            area += Math.BigMul(Value, now - since);
            since = now;
        }
        Value = value;
        if (value > Max) Max = value;
    }

    /// <summary>
    /// ∫ value dt from the start of the statistics to <paramref name="now"/>, in value × nanoseconds.
    /// </summary>
    public readonly Int128 Area(long now) => area + (Int128)Value * (now - since);

    /// <summary>The average over time, or NaN when no time has passed.</summary>
    public readonly double Mean(long now) => now > start ? (double)Area(now) / (now - start) : double.NaN;

    /// <summary>Forgets the past and goes on with the current value.</summary>
    public void Restart(long now) => (area, since, start, Max) = (0, now, now, Value);
}

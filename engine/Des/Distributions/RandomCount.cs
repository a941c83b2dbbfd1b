namespace Timeslice.Des.Distributions;

/// <summary>A whole number that is fixed or drawn anew at each use, rounded to the nearest, never below 0.</summary>
public readonly struct RandomCount
{
    readonly Distribution? source;
    readonly long value;

    RandomCount(Distribution? source, long value) => (this.source, this.value) = (source, value);

    public static implicit operator RandomCount(long value) => value < 0
        ? throw new ArgumentOutOfRangeException(nameof(value), value, "must not be negative")
        : new(null, value);

    public static implicit operator RandomCount(Distribution source) => new(source, 0);

    /// <summary>One count.</summary>
    public long Draw(ref RandomStream random)
    {
        if (source is null) return value;
        var drawn = source.Sample(ref random);
        return drawn >= long.MaxValue ? long.MaxValue : drawn > 0 ? (long)Math.Round(drawn) : 0;
    }
}

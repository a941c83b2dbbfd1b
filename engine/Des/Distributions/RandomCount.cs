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
    public long Draw(ref RandomStream random) => source is null ? value : Rounded(source.Sample(ref random));

    /// <summary>What none exceeds; 2^63 − 1 where nothing bounds them.</summary>
    public long Most => source is null ? value : Rounded(source.Most);

    static long Rounded(double drawn) =>
        drawn >= long.MaxValue ? long.MaxValue : drawn > 0 ? (long)Math.Round(drawn) : 0;
}

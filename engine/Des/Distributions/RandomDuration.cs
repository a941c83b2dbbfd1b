using System.Runtime.CompilerServices;

namespace Timeslice.Des.Distributions;

/// <summary>A duration that is fixed or drawn anew at each use, rounded to the nanosecond, never below 0.</summary>
public readonly struct RandomDuration
{
    const double NoFractions = 1L << 52;

    readonly Distribution? source;
    readonly Duration value;

    RandomDuration(Distribution? source, Duration value) => (this.source, this.value) = (source, value);

    public static implicit operator RandomDuration(Duration value) => value < Duration.Zero
        ? throw new ArgumentOutOfRangeException(nameof(value), value, "must not be negative")
        : new(null, value);

    public static implicit operator RandomDuration(Distribution source) => new(source, default);

    /// <summary>The duration that it always is; null when it is drawn.</summary>
    internal Duration? Constant => source is null ? value : null;

    /// <summary>One duration; a draw of 2^63 ns or more is <see cref="Duration.Max"/>.</summary>
    public Duration Draw(ref RandomStream random) =>
        source is null ? value : Rounded(source.Sample(ref random));

    /// <summary>What none exceeds; <see cref="Duration.Max"/> where nothing bounds them.</summary>
    public Duration Most => source is null ? value : Rounded(source.Most);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Duration Rounded(double drawn)
    {
        // Added to 2^52, a number has no place for fractions: rounded as by Math.Round, and at hand in fewer steps.
        if (drawn is >= 0 and < NoFractions)
            return new(Bits(drawn + NoFractions) - Bits(NoFractions));
        return drawn >= long.MaxValue ? Duration.Max : drawn > 0 ? new((long)Math.Round(drawn)) : Duration.Zero;
    }

    static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);
}

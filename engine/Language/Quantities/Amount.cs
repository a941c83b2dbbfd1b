using System.Globalization;
using Timeslice.Des;

namespace Timeslice.Language.Quantities;

/// <summary>An exact quantity in its base unit: 1, nanoseconds, bytes, events per second, or bytes
/// per second.</summary>
/// <remarks>
/// A duration or size that was read is a whole number in the range of a long; one that was computed (<c>10ms / 3</c>,
/// the mean of a metric) may have a fraction until it is <see cref="Rounded"/>.
/// </remarks>
public readonly record struct Amount(decimal Value, Dimension Dimension)
{
    /// <summary>Every digit a decimal can have, and no more zeros than needed.</summary>
    const string Digits = "0.############################";

    /// <summary>To the nearest nanosecond or byte, of two the even one; numbers and rates stay as they are.</summary>
    public Amount Rounded() =>
        Dimension is Dimension.Duration or Dimension.Bytes or Dimension.Bandwidth
            ? this with { Value = Math.Round(Value) } : this;

    /// <summary>The text that reads back as the same amount: <c>4ms</c>, <c>4KiB</c>, <c>500/s</c>,
    /// <c>0.3</c>.</summary>
    /// <remarks>The fraction of a nanosecond or byte is rounded.</remarks>
    public override string ToString() => Dimension switch
    {
        Dimension.Duration when IsLong => new Duration((long)Math.Round(Value)).ToString(),
        Dimension.Duration => $"{Text(Value / 1_000_000_000m)}s",
        Dimension.Bytes => Size(Math.Round(Value)),
        Dimension.Rate => Frequency(),
        Dimension.Bandwidth => $"{Size(Math.Round(Value))}/s",
        _ => Text(Value),
    };

    internal bool IsLong => Value is >= long.MinValue and <= long.MaxValue;

    static string Text(decimal value) => value.ToString(Digits, CultureInfo.InvariantCulture);

    static string Size(decimal bytes) => Unit.All
        .Where(unit => unit.Dimension == Dimension.Bytes && (unit.Factor == 1 || Math.Abs(bytes) >= unit.Factor))
        .Select(unit => Text(bytes / unit.Factor) + unit.Name)
        .MinBy(text => text.Length)!;

    // Some rates are whole only per minute: 500/min is 8.333… a second.
    string Frequency()
    {
        var perMinute = Math.Abs(Value) < long.MaxValue ? Math.Round(Value * 60) : 0;
        return Value != Math.Round(Value) && perMinute / 60 == Value ? $"{Text(perMinute)}/min" : $"{Text(Value)}/s";
    }
}

namespace Timeslice.Des;

/// <summary>
/// A size in the base unit of what it measures: nanoseconds for durations, bytes for sizes, 1 for plain counts.
/// </summary>
public readonly record struct Quantity(double Value)
{
    public static implicit operator Quantity(Duration duration) => new(duration.Nanoseconds);
    public static implicit operator Quantity(double value) => new(value);
    public static implicit operator Quantity(int value) => new(value);
}

namespace Timeslice.Des;

/// <summary>
/// A length of simulated time: a whole number of nanoseconds, up to ±292 years. Arithmetic is checked.
/// </summary>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    public static readonly Duration Zero;
    public static readonly Duration Max = new(long.MaxValue);

    public double Seconds => Nanoseconds / 1e9;

    public static Duration operator +(Duration a, Duration b) => new(checked(a.Nanoseconds + b.Nanoseconds));
    public static Duration operator -(Duration a, Duration b) => new(checked(a.Nanoseconds - b.Nanoseconds));
    public static Duration operator *(Duration a, long factor) => new(checked(a.Nanoseconds * factor));
    public static Duration operator *(long factor, Duration a) => a * factor;
    public static Duration operator /(Duration a, long divisor) => new(a.Nanoseconds / divisor);
    public static long operator /(Duration a, Duration b) => a.Nanoseconds / b.Nanoseconds;
    public static Duration operator %(Duration a, Duration b) => new(a.Nanoseconds % b.Nanoseconds);
    public static bool operator <(Duration a, Duration b) => a.Nanoseconds < b.Nanoseconds;
    public static bool operator >(Duration a, Duration b) => a.Nanoseconds > b.Nanoseconds;
    public static bool operator <=(Duration a, Duration b) => a.Nanoseconds <= b.Nanoseconds;
    public static bool operator >=(Duration a, Duration b) => a.Nanoseconds >= b.Nanoseconds;

    public static Duration Min(Duration a, Duration b) => a < b ? a : b;
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Exact, in the largest unit that keeps it whole to three decimals: <c>1.5ms</c>, <c>250us</c>.</summary>
    public override string ToString() => Units.Format(Nanoseconds);
}

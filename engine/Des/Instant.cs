namespace Timeslice.Des;

/// <summary>A point of simulated time: whole nanoseconds since the start of the run. Arithmetic is checked.</summary>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    public static readonly Instant Start;
    public static readonly Instant Max = new(long.MaxValue);

    public double Seconds => Nanoseconds / 1e9;

    public static Instant operator +(Instant t, Duration d) => new(checked(t.Nanoseconds + d.Nanoseconds));
    public static Instant operator -(Instant t, Duration d) => new(checked(t.Nanoseconds - d.Nanoseconds));
    public static Duration operator -(Instant a, Instant b) => new(checked(a.Nanoseconds - b.Nanoseconds));
    public static bool operator <(Instant a, Instant b) => a.Nanoseconds < b.Nanoseconds;
    public static bool operator >(Instant a, Instant b) => a.Nanoseconds > b.Nanoseconds;
    public static bool operator <=(Instant a, Instant b) => a.Nanoseconds <= b.Nanoseconds;
    public static bool operator >=(Instant a, Instant b) => a.Nanoseconds >= b.Nanoseconds;

    public static Instant Min(Instant a, Instant b) => a < b ? a : b;
    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);
    public override string ToString() => Units.Format(Nanoseconds);
}

namespace Timeslice.Language.Syntax;

/// <summary>A place in a scenario file: line and column, both from 1; a column counts UTF-16 units, as
/// editors do.</summary>
public readonly record struct Place(int Line, int Column) : IComparable<Place>
{
    public static readonly Place Start = new(1, 1);

    public int CompareTo(Place other) =>
        Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    public static bool operator <(Place a, Place b) => a.CompareTo(b) < 0;
    public static bool operator >(Place a, Place b) => a.CompareTo(b) > 0;
    public static bool operator <=(Place a, Place b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Place a, Place b) => a.CompareTo(b) >= 0;

    public override string ToString() => $"{Line}:{Column}";
}

using System.Globalization;

namespace Timeslice.Kernel;

/// <summary>A size in bytes. Arithmetic is checked.</summary>
public readonly record struct Bytes(long Count) : IComparable<Bytes>
{
    static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static Bytes operator +(Bytes a, Bytes b) => new(checked(a.Count + b.Count));
    public static Bytes operator -(Bytes a, Bytes b) => new(checked(a.Count - b.Count));
    public static Bytes operator *(Bytes a, long factor) => new(checked(a.Count * factor));
    public static Bytes operator *(long factor, Bytes a) => a * factor;
    public static bool operator <(Bytes a, Bytes b) => a.Count < b.Count;
    public static bool operator >(Bytes a, Bytes b) => a.Count > b.Count;
    public static bool operator <=(Bytes a, Bytes b) => a.Count <= b.Count;
    public static bool operator >=(Bytes a, Bytes b) => a.Count >= b.Count;

    public int CompareTo(Bytes other) => Count.CompareTo(other.Count);

    /// <summary>Exact, in the largest binary unit that keeps it whole: <c>64KiB</c>.</summary>
    public override string ToString()
    {
        var (count, unit) = (Count, 0);
        for (; count != 0 && count % 1024 == 0 && unit < Units.Length - 1; unit++) count /= 1024;
        return count.ToString(CultureInfo.InvariantCulture) + Units[unit];
    }
}

/// <summary>Sizes as people write them: <c>64.KiB</c>.</summary>
public static class Sizes
{
    extension(int count)
    {
        public Bytes B => new(count);
        public Bytes KiB => new((long)count << 10);
        public Bytes MiB => new((long)count << 20);
        public Bytes GiB => new((long)count << 30);
    }
}

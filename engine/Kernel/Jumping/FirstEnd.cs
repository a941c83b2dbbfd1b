namespace Timeslice.Kernel.Jumping;

/// <summary>The next end of a slice on a CPU.</summary>
/// <param name="Time">When, in nanoseconds.</param>
/// <param name="IsSwitching">The slice has yet to begin: its end is planned after those of slices that have.</param>
/// <param name="Order">The higher, the later the CPU's present event was planned.</param>
/// <param name="Cpu">Where.</param>
readonly record struct FirstEnd(long Time, bool IsSwitching, long Order, Cpu Cpu)
{
    /// <summary>Compares by the order in which the events will come.</summary>
    public static int Compare(FirstEnd a, FirstEnd b) =>
        a.Time != b.Time ? a.Time.CompareTo(b.Time)
        : a.IsSwitching != b.IsSwitching ? a.IsSwitching.CompareTo(b.IsSwitching)
        : a.Order.CompareTo(b.Order);
}

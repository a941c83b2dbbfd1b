namespace Timeslice.Kernel.Jumping;

/// <summary>The next end of a slice on a CPU.</summary>
/// <param name="Time">When, in nanoseconds.</param>
/// <param name="IsSwitching">The slice has yet to begin.</param>
/// <param name="Order">The higher, the later the CPU's present event was planned.</param>
/// <param name="Cpu">Where.</param>
readonly record struct FirstEnd(long Time, bool IsSwitching, long Order, Cpu Cpu)
{
    /// <summary>
    /// Compares by the order in which the events will come. Slices that end at once began at once: all of them have
    /// begun, or all are still to, and then they will in the order of the switches' ends.
    /// </summary>
    public static int Compare(FirstEnd a, FirstEnd b) =>
        a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Order.CompareTo(b.Order);
}

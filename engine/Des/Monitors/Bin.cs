namespace Timeslice.Des.Monitors;

/// <summary>A bar of a histogram: from <paramref name="From"/> up to <paramref name="To"/>.</summary>
/// <param name="To">Excluded, but for the last bar, which holds the maximum.</param>
/// <param name="Weight">The number of observations; nanoseconds where levels are watched over time.</param>
public readonly record struct Bin(double From, double To, long Weight);

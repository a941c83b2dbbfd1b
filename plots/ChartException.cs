namespace Timeslice.Plots;

/// <summary>
/// A chart cannot be drawn as asked: the message tells people what was given, what is allowed, and the fix.
/// </summary>
public sealed class ChartException(string message) : Exception(message);

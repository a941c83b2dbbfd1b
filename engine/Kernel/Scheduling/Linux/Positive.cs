using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>Durations that options give, above 0.</summary>
static class Positive
{
    public static Duration Of(Duration value, string option) => value > Duration.Zero ? value
        : throw new ArgumentOutOfRangeException(option, value, "must be above 0");

    public static Duration? OrNone(Duration? value, string option) => value is { } given ? Of(given, option) : null;
}

using System.Runtime.CompilerServices;
using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>Options that must be above 0: what is not is refused under the option's name.</summary>
static class Positive
{
    public static Duration Of(Duration value, [CallerArgumentExpression(nameof(value))] string option = "") =>
        value > Duration.Zero ? value : throw new ArgumentOutOfRangeException(option, value, "must be above 0");

    /// <summary>Null says that the option was left out.</summary>
    public static Duration? Of(Duration? value, [CallerArgumentExpression(nameof(value))] string option = "") =>
        value is { } given ? Of(given, option) : null;
}

namespace Timeslice.Des;

/// <summary>Where a run stops at the latest.</summary>
/// <param name="Events">Events in all; a run that never ends stops here.</param>
/// <param name="EventsPerInstant">Events and loop turns without time passing;
/// a loop that takes no time stops here.</param>
public sealed record Limits(long Events = 1_000_000_000, int EventsPerInstant = 1_000_000)
{
    public static readonly Limits Default = new();
}

namespace Timeslice.Des;

/// <summary>The cause of an interrupt: a more urgent request took a unit away.</summary>
/// <param name="By">Who made the request; null if no process did.</param>
/// <param name="UsageSince">When the unit had been granted that was taken away.</param>
/// <param name="Resource">Whose unit it was.</param>
public sealed record Preempted(Coroutine? By, Instant UsageSince, PreemptiveResource Resource)
{
    /// <summary>Which grant became void.</summary>
    internal long Ticket { get; init; }

    public override string ToString() => $"{Resource}, held since {UsageSince}, was taken by {By}";
}

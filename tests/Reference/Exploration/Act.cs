namespace Timeslice.Tests.Reference;

/// All that a thread of an abstract program does: it locks or unlocks the one mutex or the other.
readonly record struct Act(bool Locks, int Which)
{
    public static readonly Act[] All = [new(true, 0), new(false, 0), new(true, 1), new(false, 1)];

    /// The same with the mutexes exchanged.
    public Act Mirrored => this with { Which = 1 - Which };

    public override string ToString() => $"{(Locks ? "+" : "-")}{"ab"[Which]}";
}

using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>Many requests in one instant.</summary>
/// <param name="at">When, since the client began.</param>
/// <param name="count">How many: from 1 to 1000000.</param>
/// <param name="every">Again and again after this time, above 0; once when left out.</param>
public sealed class Burst(Duration at, int count, Duration? every = null) : Load
{
    readonly int count = CheckedCount(count, nameof(count));
    readonly Duration? every = every is null || every > Duration.Zero ? every
        : throw new ArgumentOutOfRangeException(nameof(every), every, "must be above 0");
    readonly Duration at = at >= Duration.Zero ? at
        : throw new ArgumentOutOfRangeException(nameof(at), at, "must not be below 0");
    Habits habits;
    long bursts;

    public override bool IsEndless => every is not null;

    private protected override void Begin()
    {
        habits = new(Client.Key);
        TryAppoint(at.Nanoseconds);
    }

    private protected override void Due(int what)
    {
        for (var i = 0; i < count; i++) Client.Ask(user: i, ref habits);
        bursts++;
        if (every is { } again) TryAppoint(at.Nanoseconds + (Int128)bursts * again.Nanoseconds);
    }
}

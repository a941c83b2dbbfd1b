using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// A clock that can be read: a read comes back when a time has passed. One with a period goes on by itself from its
/// first use on; a read takes all of its expirations that have come since the last read, or waits for the next.
/// </summary>
/// <remarks>
/// timerfd_create(2): a read gives 8 bytes, and its <c>value</c> how often the timer has expired. Of several that wait,
/// the first is told.
/// </remarks>
/// <param name="after">
/// How long until it expires: from each read on, or, where there is a period, from its first use on. The period when
/// left out.
/// </param>
/// <param name="period">How long from one expiration to the next; none when left out.</param>
public sealed class Timer(RandomDuration? after = null, Duration? period = null) : Device
{
    readonly Duration? period = period is null && after is null
        ? throw new ArgumentException("needs `after`, or a `period`")
        : period is not { } every || every > Duration.Zero ? period
        : throw new ArgumentOutOfRangeException(nameof(period), every, "must be above 0");
    Expirations? expirations;

    /// <summary>One that belongs to a machine at once.</summary>
    public Timer(Machine machine, RandomDuration? after = null, Duration? period = null, string? name = null)
        : this(after, period) => machine.Add(this, name);

    /// <summary>Expirations of which a read was told that was told of a later one as well.</summary>
    public long Missed { get; internal set; }

    private protected override IServing NewService() => period is not { } every ? new Servers(this, int.MaxValue)
        : expirations = new(this, after?.Draw(ref Random) ?? every, every);

    internal override Duration ServiceTime(DeviceRequest request)
    {
        request.Value = 1;
        return after!.Value.Draw(ref Random);
    }

    internal override void Restart()
    {
        base.Restart();
        Missed = 0;
    }
}

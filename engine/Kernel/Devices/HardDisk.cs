using Timeslice.Des;
using Timeslice.Kernel.Devices.Disks;
using Timeslice.Kernel.Networks;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// A disk that turns, with an arm: to serve a request it moves the arm, waits until the first byte comes by, and
/// transfers. One request at a time, in an order that may depend on where they are.
/// </summary>
/// <remarks>
/// Addresses go through the tracks of a cylinder, then to the next one. Tracks are shifted so that a request which goes
/// on in the next track, or cylinder, is transferred without a break; one that begins there has to get there first.
/// When left out, all is as with an HP 97560: C. Ruemmler and J. Wilkes, "An introduction to disk drive modeling", IEEE
/// Computer 27(3), 1994.
/// </remarks>
/// <param name="order">In which order it serves; <c>fifo</c> when left out.</param>
/// <param name="seek">How long its arm takes; <c>ruemmler-wilkes</c> when left out.</param>
/// <param name="cylinders">Where its arm can be, from 0 on.</param>
/// <param name="heads">The tracks of a cylinder.</param>
/// <param name="track">The bytes of a track; 36KiB when left out, 72 sectors of 512.</param>
/// <param name="rpm">
/// Turns by the minute; 0: no request has to wait for its bytes to come by. 4002 when left out, and no
/// <c>revolution</c> is given.
/// </param>
/// <param name="revolution">How long a turn takes, in place of <c>rpm</c>.</param>
/// <param name="rate">
/// Bytes by the second where it does not turn; all at once when left out. Where it turns, a track in a turn.
/// </param>
/// <param name="head">The cylinder where its arm is at the beginning.</param>
/// <param name="direction">Which way its arm goes at the beginning.</param>
public sealed class HardDisk(DiskOrder? order = null, Seek? seek = null, int cylinders = 1962, int heads = 19,
    Bytes? track = null, int? rpm = null, Duration? revolution = null, ByteRate? rate = null, int head = 0,
    Direction direction = Direction.Up) : Device
{
    const int Usual = 4002;
    const long Minute = 60_000_000_000, MostOfTrack = 1L << 30;
    const int MostTurns = 1_000_000;

    readonly DiskOrder order = order ?? new FifoOrder();
    readonly Seek seek = seek ?? new RuemmlerWilkesSeek();
    readonly int cylinders = AtLeastOne(cylinders, nameof(cylinders));
    readonly long cylinder = AtLeastOne(heads, nameof(heads)) * TrackOf(track);
    readonly Spindle? spindle = SpindleOf(TrackOf(track), rpm, revolution);
    readonly ByteRate? rate = rate is null || rate.Value.BytesPerSecond >= 1 && rpm == 0 ? rate
        : throw new ArgumentOutOfRangeException(
            nameof(rate), rate, "must be at least 1B/s, and is only for disks with `rpm: 0`");
    readonly int head = head >= 0 && head < cylinders ? head
        : throw new ArgumentOutOfRangeException(nameof(head), head, "must be a cylinder, counted from 0");
    Arm? arm;

    // When the last transfer was over: in nanoseconds, and exactly, in the parts of the spindle.
    long doneAt;
    Int128 exactly;
    long travelledBefore;

    /// <summary>One that belongs to a machine at once.</summary>
    public HardDisk(Machine machine, DiskOrder? order = null, Seek? seek = null, int cylinders = 1962, int heads = 19,
        Bytes? track = null, int? rpm = null, Duration? revolution = null, ByteRate? rate = null, int head = 0,
        Direction direction = Direction.Up, string? name = null)
        : this(order, seek, cylinders, heads, track, rpm, revolution, rate, head, direction) =>
        machine.Add(this, name);

    internal override long Capacity => cylinders * cylinder;

    /// <summary>Cylinders that its arm has passed on its way to requests.</summary>
    public long Travelled => Arm.Travelled - travelledBefore;

    Arm Arm => arm ??= new(this, cylinders, head, direction == Direction.Up);

    internal long CylinderOf(long at) => at / cylinder;

    internal Duration SeekFor(long distance) => seek.Time(distance, cylinders);

    /// <summary>From now until the first byte of a request comes below the head, in parts of the spindle, or in
    /// nanoseconds.</summary>
    internal Int128 AccessTime(DeviceRequest request)
    {
        var move = SeekFor(Arm.DistanceTo(request)).Nanoseconds;
        return spindle is null ? move
            : move * spindle.Parts + spindle.Rotation(Start + move * spindle.Parts, request.At);
    }

    internal override Duration ServiceTime(DeviceRequest request)
    {
        var move = Arm.GoTo(request).Nanoseconds;
        if (spindle is null) return new Duration(move) + Transfer(rate, request.Bytes);
        var arrives = Start + move * spindle.Parts;
        exactly = arrives + spindle.Rotation(arrives, request.At) + spindle.Transfer(request.Bytes);
        doneAt = spindle.Nanoseconds(exactly);
        return new(doneAt - Machine.Now);
    }

    internal override void Restart()
    {
        base.Restart();
        travelledBefore = Arm.Travelled;
    }

    private protected override IServing NewService() => new Servers(this, 1, line => order.Next(line, Arm));

    // Behind a transfer that is just over, where that was: no byte is missed for the rest of a nanosecond.
    Int128 Start => Machine.Now == doneAt ? exactly : Machine.Now * spindle!.Parts;

    static long TrackOf(Bytes? track) => track is not { Count: var bytes } ? (36.KiB).Count
        : bytes is >= 1 and <= MostOfTrack ? bytes
        : throw new ArgumentOutOfRangeException(nameof(track), track, "must be from 1B to 1GiB");

    static Spindle? SpindleOf(long track, int? rpm, Duration? revolution)
    {
        if (revolution is { } turn)
            return rpm is null && turn > Duration.Zero ? new(turn.Nanoseconds, 1, track)
                : throw new ArgumentOutOfRangeException(
                    nameof(revolution), turn, "must be above 0, and cannot be given beside `rpm`");
        return (rpm ?? Usual) switch
        {
            0 => null,
            > 0 and <= MostTurns => new(Minute, rpm ?? Usual, track),
            _ => throw new ArgumentOutOfRangeException(nameof(rpm), rpm, $"must be from 0 to {MostTurns}"),
        };
    }

    static int AtLeastOne(int given, string name) => given >= 1 ? given
        : throw new ArgumentOutOfRangeException(name, given, "must be at least 1");
}

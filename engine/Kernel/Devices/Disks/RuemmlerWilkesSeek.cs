using Timeslice.Des;

namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// Short moves are spent speeding up and slowing down, <c>short + root × √d</c>; long ones at full speed,
/// <c>long + cylinder × d</c>, for d cylinders.
/// </summary>
/// <remarks>
/// C. Ruemmler and J. Wilkes, "An introduction to disk drive modeling", IEEE Computer 27(3), 1994; left out, all is as
/// they measured it of an HP 97560.
/// </remarks>
/// <param name="short">Of a short move, what it takes beside the distance; 3.24 ms when left out.</param>
/// <param name="root">For √d; 0.4 ms when left out.</param>
/// <param name="long">Of a long move, what it takes beside the distance; 8 ms when left out.</param>
/// <param name="cylinder">For each cylinder of a long move; 8 µs when left out.</param>
/// <param name="from">The least distance of a long move; 383 when left out.</param>
public sealed class RuemmlerWilkesSeek(Duration? @short = null, Duration? root = null, Duration? @long = null,
    Duration? cylinder = null, int from = 383) : Seek
{
    readonly Duration start = NotNegative(@short ?? 3240.Us, nameof(@short));
    readonly Duration root = NotNegative(root ?? 400.Us, nameof(root));
    readonly Duration settle = NotNegative(@long ?? 8.Ms, nameof(@long));
    readonly Duration cylinder = NotNegative(cylinder ?? 8.Us, nameof(cylinder));
    readonly int from = from >= 1 ? from
        : throw new ArgumentOutOfRangeException(nameof(from), from, "must be at least 1");

    protected override Duration TimeFor(long distance, long cylinders) => distance >= from
        ? settle + cylinder * distance
        : start + new Duration((long)Math.Round(root.Nanoseconds * Math.Sqrt(distance)));
}

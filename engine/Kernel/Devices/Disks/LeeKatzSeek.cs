using Timeslice.Des;

namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// A curve through what data sheets tell: <c>min + a × √(d − 1) + b × (d − 1)</c> for d cylinders.
/// </summary>
/// <remarks>
/// E. K. Lee and R. H. Katz, "An analytic performance model of disk arrays", SIGMETRICS 1993: of C cylinders,
/// a = (15 average − 10 min − 5 max) / (3 √C), b = (7 min − 15 average + 8 max) / (3 C).
/// </remarks>
/// <param name="min">To the next cylinder.</param>
/// <param name="average">From any cylinder to any.</param>
/// <param name="max">From the first cylinder to the last.</param>
public sealed class LeeKatzSeek(Duration min, Duration average, Duration max) : Seek
{
    readonly Duration min = NotNegative(min, nameof(min));
    readonly Duration average = average >= min ? average
        : throw new ArgumentOutOfRangeException(nameof(average), average, "must be at least `min`");
    readonly Duration max = max >= average ? max
        : throw new ArgumentOutOfRangeException(nameof(max), max, "must be at least `average`");

    protected override Duration TimeFor(long distance, long cylinders)
    {
        var (least, mean, most) = ((double)min.Nanoseconds, (double)average.Nanoseconds, (double)max.Nanoseconds);
        var a = (15 * mean - 10 * least - 5 * most) / (3 * Math.Sqrt(cylinders));
        var b = (7 * least - 15 * mean + 8 * most) / (3.0 * cylinders);
        var far = distance - 1;
        return new((long)Math.Round(Math.Max(least, least + a * Math.Sqrt(far) + b * far)));
    }
}

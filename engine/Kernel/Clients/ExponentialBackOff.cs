using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>Longer each time, by a factor, up to a bound.</summary>
/// <param name="from">Before the first retry, above 0.</param>
/// <param name="factor">By which each wait is longer than the one before, from 1.</param>
/// <param name="most">The longest wait, not below <c>from</c>; no bounds when left out.</param>
/// <param name="jitter">
/// Whether the wait is drawn: without it, those who failed together come again together. M. Brooker, "Exponential
/// backoff and jitter", AWS 2015.
/// </param>
public sealed class ExponentialBackOff(
    Duration from, double factor = 2, Duration? most = null, Jitter jitter = Jitter.None) : BackOff
{
    readonly double from = from > Duration.Zero ? from.Nanoseconds
        : throw new ArgumentOutOfRangeException(nameof(from), from, "must be above 0");
    readonly double factor = factor >= 1 && double.IsFinite(factor) ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "must be at least 1");
    readonly double most = most is null || most >= from ? (most ?? Duration.Max).Nanoseconds
        : throw new ArgumentOutOfRangeException(nameof(most), most, $"must not be below {from}");

    internal override Duration Before(int retry, ref RandomStream random)
    {
        var wait = from;
        for (var i = 1; i < retry && wait < most; i++) wait *= factor;
        wait = Math.Min(wait, most);
        if (jitter == Jitter.Full) wait *= random.NextUniform();
        return wait >= long.MaxValue ? Duration.Max : new((long)Math.Round(wait));
    }
}

/// <summary>Whether waits are drawn.</summary>
public enum Jitter
{
    /// <summary>They are as they are worked out.</summary>
    None,

    /// <summary>Each is anything from 0 to that, all equally likely.</summary>
    Full,
}

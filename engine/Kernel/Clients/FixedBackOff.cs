using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>Always the same time.</summary>
/// <param name="wait">0 or above.</param>
public sealed class FixedBackOff(Duration wait) : BackOff
{
    readonly Duration wait = wait >= Duration.Zero ? wait
        : throw new ArgumentOutOfRangeException(nameof(wait), wait, "must not be below 0");

    internal override Duration Before(int retry, ref RandomStream random) => wait;
}

using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Servers;

/// <summary>How long a server keeps a connection.</summary>
/// <param name="idle">How long it waits for a request before it closes the connection; for ever when left out.</param>
/// <param name="most">How many requests it answers on one connection; any number when left out.</param>
public sealed class Keeping(RandomDuration? idle = null, long? most = null)
{
    internal RandomDuration? Idle { get; } = idle?.Most == Duration.Zero
        ? throw new ArgumentOutOfRangeException(nameof(idle), idle, "must be above 0") : idle;

    internal long Most { get; } = most is null or >= 1 ? most ?? long.MaxValue
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1");
}

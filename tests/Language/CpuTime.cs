using System.Diagnostics;
using System.Globalization;

namespace Timeslice.Tests.Language;

/// <summary>How long an action keeps this thread's processor: what others do on the machine does not count.</summary>
static class CpuTime
{
    /// <summary>Far above what anything takes that does not hang, on the slowest day of the slowest machine.</summary>
    public static readonly TimeSpan OfAHang = TimeSpan.FromSeconds(20);

    const string Schedule = "/proc/thread-self/schedstat";

    public static TimeSpan Of(Action action)
    {
        var watch = Stopwatch.StartNew();
        var before = Nanoseconds();
        action();
        return Nanoseconds() is { } after && before is { } start
            ? TimeSpan.FromMicroseconds((after - start) / 1000) : watch.Elapsed;
    }

    static long? Nanoseconds() =>
        File.Exists(Schedule)
            ? long.Parse(File.ReadAllText(Schedule).Split(' ')[0], CultureInfo.InvariantCulture) : null;
}

using System.Globalization;

namespace Timeslice.Tests.Reference;

/// How many random cases a test runs: few by default, a hundred times as many with
/// TIMESLICE_DEEP=1 in the environment (or n times with =n).
static class Cases
{
    static readonly int factor = Environment.GetEnvironmentVariable("TIMESLICE_DEEP") is { Length: > 0 } deep
        ? int.Parse(deep, CultureInfo.InvariantCulture) is 1 ? 100 : int.Parse(deep, CultureInfo.InvariantCulture)
        : 1;

    /// Seeds from 0 on; the message of a failing test names the one to begin with again.
    public static IEnumerable<ulong> Seeds(int count) => Enumerable.Range(0, count * factor).Select(i => (ulong)i);
}

using Timeslice.Des;

namespace Timeslice.Benchmarks;

/// <summary>
/// Random distances in nanoseconds, drawn beforehand so that drawing them is not measured; used round and round.
/// </summary>
sealed class Increments
{
    const int Period = 1 << 16;
    readonly long[] values = new long[Period];

    public Increments(string name, Func<Func<double>, double> draw)
    {
        Name = name;
        var random = new RandomStream(42, 0, name);
        for (var i = 0; i < Period; i++) values[i] = (long)draw(() => random.NextUniform());
    }

    public string Name { get; }
    public long this[int i] => values[i & (Period - 1)];

    public static Increments Exponential(double mean) => new("exponential", uniform => -Math.Log(uniform()) * mean);
}

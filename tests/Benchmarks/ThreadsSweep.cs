using Timeslice.Benchmarks.Workloads;

namespace Timeslice.Benchmarks;

/// <summary>
/// Kernel threads that sleep again and again, over all sizes: is there a cliff, and what does each weigh?
/// </summary>
sealed class ThreadsSweep : ISweep
{
    public string Name => "threads";
    public string Summary => "kernel threads in a sleep loop: time per expiry, bytes per thread and per expiry";
    public int[] Sizes => [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        Contest.WarmUp(new Delays(1_000));
        var samples = sizes.ToDictionary(size => size, _ => new List<Sample>());
        for (var round = 0; round < rounds; round++)
            foreach (var size in sizes) samples[size].Add(new Delays(size).Threads()!.Value);
        var times = samples.ToDictionary(
            each => each.Key, each => Median.Of([.. each.Value.Select(sample => sample.Nanoseconds)]));
        var thousand = times.GetValueOrDefault(1_000, double.NaN);
        output.WriteLine("| threads | ns per expiry | to 1 k | bytes per thread | bytes allocated per expiry |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        foreach (var size in sizes)
        {
            var last = samples[size][^1];
            output.WriteLine($"| {size:N0} | {times[size]:F1} | {times[size] / thousand:F2} | "
                + $"{last.BytesEach:F1} | {last.AllocatedPerUnit:F2} |");
        }
    }
}

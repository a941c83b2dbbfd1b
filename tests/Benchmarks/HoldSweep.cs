namespace Timeslice.Benchmarks;

/// <summary>The hold model with exponential increments (mean 1 s) over all sizes: is there a cliff?</summary>
sealed class HoldSweep : ISweep
{
    readonly Holding holding = new(Increments.Exponential(mean: 1e9));

    public string Name => "hold";
    public string Summary => "take one, add one, 10 to 1 M pending; against .NET's PriorityQueue";
    public int[] Sizes =>
        [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        holding.WarmUp();
        var rows = holding.Measure(sizes, rounds);
        var thousand = rows.FirstOrDefault(row => row.Size == 1_000).Ours;
        var previous = 0.0;
        output.WriteLine("| pending | ours, ns | PriorityQueue, ns | ratio | ours to 1 k | ours to previous size |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var (size, ours, heap) in rows)
        {
            var toThousand = thousand > 0 ? $"{ours / thousand:F2}" : "";
            var toPrevious = previous > 0 ? $"{ours / previous:F2}" : "";
            output.WriteLine($"| {size:N0} | {ours:F1} | {heap:F1} | {heap / ours:F2} | {toThousand} | {toPrevious} |");
            previous = ours;
        }

        output.WriteLine();
        output.WriteLine($"At {sizes[^1]:N0} pending: {holding.BytesPerEvent(sizes[^1]):F2} bytes per event.");
    }
}

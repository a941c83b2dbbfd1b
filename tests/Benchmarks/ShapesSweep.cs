namespace Timeslice.Benchmarks;

/// <summary>
/// The hold model with increments of many shapes, kind and hostile: does a cliff hide behind a distribution?
/// </summary>
sealed class ShapesSweep : ISweep
{
    static readonly Increments[] Shapes =
    [
        new("constant", _ => 1e6),
        new("uniform", uniform => uniform() * 2e6),
        Increments.Exponential(1e6),
        new("exponential, whole ms", uniform => Math.Round(-Math.Log(uniform()) * 20) * 1e6),
        new("0 to 3 ns", uniform => Math.Floor(uniform() * 4)),
        new("90 % 1 us, 10 % 1 s", uniform => -Math.Log(uniform()) * (uniform() < 0.9 ? 1e3 : 1e9)),
        new("99.9 % 1 us, 0.1 % 1 h", uniform => -Math.Log(uniform()) * (uniform() < 0.999 ? 1e3 : 3.6e12)),
        new("each magnitude to 1 h", uniform => Math.Pow(3.6e12, uniform())),
        new("bursts each 1 s", uniform => 1e9 + uniform() * 1e3),
        new("just below 2^24", uniform => (1 << 24) - uniform() * 300),
    ];

    public string Name => "shapes";
    public string Summary => "take one, add one, with increments of many shapes; against .NET's PriorityQueue";
    public int[] Sizes => [30, 100, 300, 1_000, 10_000, 100_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        new Holding(Shapes[0]).WarmUp();
        output.WriteLine($"| increments | {string.Join(" | ", sizes.Select(size => $"{size:N0}: ns (ratio)"))} |");
        output.WriteLine($"|---|{string.Concat(sizes.Select(_ => "---:|"))}");
        foreach (var shape in Shapes)
        {
            var cells = new Holding(shape).Measure(sizes, rounds)
                .Select(times => $"{times.Ours:F1} ({times.Heap / times.Ours:F1})");
            output.WriteLine($"| {shape.Name} | {string.Join(" | ", cells)} |");
        }
    }
}

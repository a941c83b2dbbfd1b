namespace Timeslice.Benchmarks;

/// <summary>
/// One thing to measure over many sizes: competitors take turns in every round, medians are compared.
/// </summary>
interface ISweep
{
    string Name { get; }
    string Summary { get; }
    int[] Sizes { get; }

    /// <summary>Writes a Markdown table.</summary>
    void Run(int[] sizes, int rounds, TextWriter output);
}

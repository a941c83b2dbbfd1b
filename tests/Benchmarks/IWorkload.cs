namespace Timeslice.Benchmarks;

/// <summary>One thing to measure: competitors take turns in every round, medians are compared.</summary>
interface IWorkload
{
    string Name { get; }
    string Summary { get; }
    int[] Sizes { get; }

    /// <summary>Writes a Markdown table.</summary>
    void Run(int[] sizes, int rounds, TextWriter output);
}

namespace Timeslice.Benchmarks;

/// <summary>The middle one: the mean of noisy times tells of the noise.</summary>
static class Median
{
    public static double Of(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

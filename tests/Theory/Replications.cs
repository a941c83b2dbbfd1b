namespace Timeslice.Tests.Theory;

/// A figure over 20 independent replications, with its 99 % interval by Student's t.
static class Replications
{
    const int Count = 20;

    // t with 19 degrees of freedom, 0.995.
    const double Student = 2.861;

    /// The truth lies in the interval, and that is narrower than 5 % of it to either side.
    public static void ShouldAgree(Func<ulong, double> measure, double truth)
    {
        var (mean, deviation) = Of(measure);
        var half = Student * deviation / Math.Sqrt(Count);
        half.ShouldBeLessThan(0.05 * truth, "an interval that is too wide proves nothing");
        mean.ShouldBe(truth, half);
    }

    /// Several figures of the same runs.
    public static Func<ulong, T> Once<T>(Func<ulong, T> run)
    {
        var known = new Dictionary<ulong, T>();
        return replication => known.TryGetValue(replication, out var its) ? its : known[replication] = run(replication);
    }

    /// One more value, made by others of the same law, would lie within this of the mean in 99 of 100 cases.
    public static (double Mean, double Half) Prediction(Func<ulong, double> measure)
    {
        var (mean, deviation) = Of(measure);
        return (mean, Student * deviation * Math.Sqrt(1 + 1.0 / Count));
    }

    static (double Mean, double Deviation) Of(Func<ulong, double> measure)
    {
        var values = Enumerable.Range(0, Count).Select(replication => measure((ulong)replication)).ToArray();
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (Count - 1)));
    }
}

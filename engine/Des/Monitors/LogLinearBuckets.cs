using System.Runtime.CompilerServices;

namespace Timeslice.Des.Monitors;

/// <summary>
/// Weights of positive numbers, each rounded down to 11 significant binary digits: to less than 1/1024 below itself.
/// </summary>
/// <remarks>
/// The form of HdrHistogram (G. Tene): 1024 equal buckets in every power of two. A bucket's index is the number's own
/// leading bits, so there is nothing to compute. Whole numbers up to 2048 are exact. Memory grows by 8 KiB for each
/// power of two between the least and the greatest number, and stays.
/// </remarks>
struct LogLinearBuckets()
{
    const int StepBits = 10;
    const int Steps = 1 << StepBits;
    const int Dropped = 52 - StepBits;

    long[] weights = [];
    int first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double number, long weight)
    {
        var index = (int)(BitConverter.DoubleToInt64Bits(number) >> Dropped);
        if ((uint)(index - first) >= (uint)weights.Length) Widen(index);
        weights[index - first] += weight;
    }

    public void Add(in LogLinearBuckets others)
    {
        foreach (var (number, weight) in others.Ascending()) Add(number, weight);
    }

    public readonly void Clear() => Array.Clear(weights);

    /// <summary>The buckets that are not empty: the number at which each begins, and its weight.</summary>
    public readonly IEnumerable<(double Number, long Weight)> Ascending() => NotEmpty(weights, first);

    static IEnumerable<(double Number, long Weight)> NotEmpty(long[] weights, int first)
    {
        for (var i = 0; i < weights.Length; i++)
            if (weights[i] != 0) yield return (BitConverter.Int64BitsToDouble((long)(first + i) << Dropped), weights[i]);
    }

    /// <summary>Makes room down or up to an index, by whole powers of two.</summary>
    void Widen(int index)
    {
        var low = index & -Steps;
        var high = low + Steps;
        if (weights.Length > 0) (low, high) = (Math.Min(low, first), Math.Max(high, first + weights.Length));
        var wider = new long[high - low];
        weights.CopyTo(wider, weights.Length == 0 ? 0 : first - low);
        (weights, first) = (wider, low);
    }
}

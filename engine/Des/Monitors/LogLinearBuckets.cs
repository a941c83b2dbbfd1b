using System.Runtime.CompilerServices;

namespace Timeslice.Des.Monitors;

/// <summary>
/// Weights of positive numbers, each rounded down to 11 significant binary digits: to less than 1/1024 below itself.
/// </summary>
/// <remarks>
/// The form of HdrHistogram (G. Tene): 1024 equal buckets in every power of two. A bucket's index is the number's own
/// leading bits, so there is nothing to compute. Whole numbers up to 2048 are exact. It takes 8 KiB for each power of
/// two between the least and the greatest number, with half as much again in reserve, and stays.
/// </remarks>
/// <param name="whole">All numbers will be whole: those below 1024 then share one block, a bucket for each.</param>
struct LogLinearBuckets(bool whole)
{
    const int StepBits = 10;
    const int Steps = 1 << StepBits;
    const int Dropped = 52 - StepBits;

    // The index of 1024, where whole numbers begin to have a block for each power of two.
    const int Blocks = (1023 + StepBits) << StepBits;

    long[] weights = [];
    int first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double number, long weight)
    {
        var index = whole && number < Steps ? Blocks - Steps + (int)number
            : (int)(BitConverter.DoubleToInt64Bits(number) >> Dropped);
        if ((uint)(index - first) >= (uint)weights.Length) Widen(index);
        weights[index - first] += weight;
    }

    public void Add(in LogLinearBuckets others)
    {
        foreach (var (number, weight) in others.Ascending()) Add(number, weight);
    }

    public readonly void Clear() => Array.Clear(weights);

    /// <summary>The buckets that are not empty: the number at which each begins, and its weight.</summary>
    public readonly IEnumerable<(double Number, long Weight)> Ascending() => NotEmpty(whole, weights, first);

    static IEnumerable<(double Number, long Weight)> NotEmpty(bool whole, long[] weights, int first)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var index = first + i;
            var number = whole && index < Blocks ? index - (Blocks - Steps)
                : BitConverter.Int64BitsToDouble((long)index << Dropped);
            if (weights[i] != 0) yield return (number, weights[i]);
        }
    }

    /// <summary>Makes room down or up to an index and beyond it, by whole powers of two.</summary>
    void Widen(int index)
    {
        var low = index & -Steps;
        var high = low + Steps;
        if (weights.Length > 0)
        {
            var reserve = weights.Length / 2 & -Steps;
            low = low < first ? Math.Max(low - reserve, whole ? Blocks - Steps : 0) : first;
            high = high > first + weights.Length ? high + reserve : first + weights.Length;
        }
        var wider = new long[high - low];
        weights.CopyTo(wider, weights.Length == 0 ? 0 : first - low);
        (weights, first) = (wider, low);
    }
}

using System.Numerics;

namespace Timeslice.Des;

/// <summary>Which buckets hold events: one bit for each, one bit for each level.</summary>
internal unsafe struct Occupancy
{
    const int WordsPerLevel = RadixLadder.Digits / 64;

    fixed ulong words[RadixLadder.Levels * WordsPerLevel];
    uint levels;

    public readonly bool IsEmpty => levels == 0;

    /// <summary>The first bucket of the lowest level that holds any; there must be one.</summary>
    public readonly int First()
    {
        var word = BitOperations.TrailingZeroCount(levels) * WordsPerLevel;
        while (words[word] == 0) word++;
        return word * 64 + BitOperations.TrailingZeroCount(words[word]);
    }

    public void Set(int bucket)
    {
        words[bucket / 64] |= 1UL << bucket;
        levels |= 1u << (bucket / RadixLadder.Digits);
    }

    public void Clear(int bucket)
    {
        words[bucket / 64] &= ~(1UL << bucket);
        var level = bucket / RadixLadder.Digits;
        var word = level * WordsPerLevel;
        if ((words[word] | words[word + 1] | words[word + 2] | words[word + 3]) == 0) levels &= ~(1u << level);
    }
}

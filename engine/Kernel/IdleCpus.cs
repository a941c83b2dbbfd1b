using System.Numerics;

namespace Timeslice.Kernel;

/// <summary>The CPUs that have nothing to do and have not been asked to look for something.</summary>
sealed class IdleCpus(int count)
{
    readonly ulong[] words = new ulong[(count + 63) / 64];

    public bool this[int cpu]
    {
        get => (words[cpu >> 6] >> cpu & 1) != 0;
        set => words[cpu >> 6] = value ? words[cpu >> 6] | 1UL << cpu : words[cpu >> 6] & ~(1UL << cpu);
    }

    /// <summary>The same among some.</summary>
    public int Choose(int preferred, ReadOnlySpan<ulong> among)
    {
        if (preferred >= 0 && preferred >> 6 < among.Length && this[preferred]
            && (among[preferred >> 6] >> preferred & 1) != 0) return preferred;
        for (var word = 0; word < Math.Min(words.Length, among.Length); word++)
            if ((words[word] & among[word]) is not 0 and var found)
                return word * 64 + BitOperations.TrailingZeroCount(found);
        return -1;
    }

    /// <summary>The preferred one if it is idle, else the lowest that is; −1 when none is.</summary>
    public int Choose(int preferred)
    {
        if (preferred >= 0 && this[preferred]) return preferred;
        for (var word = 0; word < words.Length; word++)
            if (words[word] != 0) return word * 64 + BitOperations.TrailingZeroCount(words[word]);
        return -1;
    }
}

namespace Timeslice.Kernel.Threads;

/// <summary>
/// Loop counters and handles of threads: blocks of the size that the thread's program needs, reused by size.
/// </summary>
sealed class Frames
{
    readonly List<int> freeBySize = [];
    long[] words = new long[64];
    int used;

    public ref long this[int index] => ref words[index];

    /// <summary>A block of zeros, or −1 for a program that needs none.</summary>
    public int Take(int size)
    {
        if (size == 0) return -1;
        while (freeBySize.Count <= size) freeBySize.Add(-1);
        var block = freeBySize[size];
        if (block >= 0) freeBySize[size] = (int)words[block];
        else
        {
            block = used;
            used += size;
            if (used > words.Length) Array.Resize(ref words, Math.Max(used, words.Length * 2));
        }
        words.AsSpan(block, size).Clear();
        return block;
    }

    public void Give(int block, int size)
    {
        if (size == 0) return;
        words[block] = freeBySize[size];
        freeBySize[size] = block;
    }
}

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

    /// <summary>Words in blocks that are taken; below 0: one was given back twice.</summary>
    public int Taken
    {
        get
        {
            var taken = used;
            for (var size = 1; size < freeBySize.Count; size++)
                for (var block = freeBySize[size]; block >= 0 && taken >= 0; block = (int)words[block]) taken -= size;
            return taken;
        }
    }

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

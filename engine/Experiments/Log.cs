using System.Collections;
using System.Numerics;

namespace Timeslice.Experiments;

/// <summary>A list to which one can only add, and in which nothing ever moves.</summary>
/// <remarks>
/// It grows by chunks, each twice as long as the one before. A list of one array would copy all it has each time, and
/// touch three times the memory: with a few bytes for every change in a run, that is most of what recording costs.
/// </remarks>
sealed class Log<T> : IReadOnlyList<T> where T : struct
{
    const int FirstChunk = 64;

    T[][] chunks = [];
    T[] last = [];
    int before, used;

    public int Count => before + used;

    T IReadOnlyList<T>.this[int index] => this[index];

    public ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            // Before chunk k there are (2^k − 1) × FirstChunk.
            var chunk = BitOperations.Log2((uint)(index / FirstChunk + 1));
            return ref chunks[chunk][index - FirstChunk * ((1 << chunk) - 1)];
        }
    }

    public void Add(in T added)
    {
        if (used == last.Length) Extend();
        last[used++] = added;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void Extend()
    {
        (before, used) = (Count, 0);
        last = GC.AllocateUninitializedArray<T>(FirstChunk << chunks.Length);
        chunks = [.. chunks, last];
    }
}

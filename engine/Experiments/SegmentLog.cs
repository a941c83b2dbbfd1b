using System.Runtime.InteropServices;

namespace Timeslice.Experiments;

/// <summary>Segments of many lanes in the order in which they ended, sorted into lanes once all are there.</summary>
/// <remarks>
/// Adding writes one entry at the end, whosesoever it is: a lane costs nothing until it is asked for. Entries never
/// move while the log grows.
/// </remarks>
sealed class SegmentLog<T> where T : struct
{
    const int ChunkSize = 4096;

    readonly List<Entry[]> chunks = [];
    Entry[] last = [];
    int used;

    public int Count => chunks.Count == 0 ? 0 : (chunks.Count - 1) * ChunkSize + used;

    public void Add(int lane, in T segment)
    {
        if (used == last.Length) Extend();
        ref var entry = ref last[used++];
        entry.Segment = segment;
        entry.Lane = lane;
    }

    /// <summary>The segments of each of so many lanes, in the order in which they were added.</summary>
    public IReadOnlyList<T>[] ByLane(int lanes)
    {
        // A counting sort: where each lane ends, then every entry to the next free place of its lane.
        var ends = new int[lanes];
        foreach (var chunk in chunks)
            foreach (ref readonly var entry in Used(chunk)) ends[entry.Lane]++;
        for (var lane = 1; lane < lanes; lane++) ends[lane] += ends[lane - 1];
        var next = new int[lanes];
        for (var lane = 1; lane < lanes; lane++) next[lane] = ends[lane - 1];
        var sorted = GC.AllocateUninitializedArray<T>(Count);
        foreach (var chunk in chunks)
            foreach (ref readonly var entry in Used(chunk)) sorted[next[entry.Lane]++] = entry.Segment;
        var result = new IReadOnlyList<T>[lanes];
        for (var (lane, start) = (0, 0); lane < lanes; start = ends[lane++])
            result[lane] = new ArraySegment<T>(sorted, start, ends[lane] - start);
        return result;
    }

    ReadOnlySpan<Entry> Used(Entry[] chunk) => chunk.AsSpan(0, chunk == last ? used : ChunkSize);

    void Extend()
    {
        chunks.Add(last = GC.AllocateUninitializedArray<Entry>(ChunkSize));
        used = 0;
    }

    [StructLayout(LayoutKind.Auto)]
    struct Entry
    {
        public T Segment;
        public int Lane;
    }
}

namespace Timeslice.Kernel.Scheduling;

/// <summary>CPUs by number.</summary>
public sealed class CpuSet : IEquatable<CpuSet>
{
    readonly ulong[] words;

    /// <param name="cpus">Their numbers, from 0; at least one.</param>
    public CpuSet(params IEnumerable<int> cpus)
    {
        Numbers = [.. cpus.Distinct().Order()];
        if (Numbers.Count == 0) throw new ArgumentException("must name a cpu", nameof(cpus));
        if (Numbers[0] < 0)
            throw new ArgumentOutOfRangeException(nameof(cpus), Numbers[0], "must not be negative");
        words = new ulong[Numbers[^1] / 64 + 1];
        foreach (var cpu in Numbers) words[cpu >> 6] |= 1UL << cpu;
    }

    /// <summary>In ascending order.</summary>
    public IReadOnlyList<int> Numbers { get; }

    public bool Contains(int cpu) => cpu >> 6 < words.Length && (words[cpu >> 6] >> cpu & 1) != 0;

    internal ReadOnlySpan<ulong> Words => words;

    public bool Equals(CpuSet? other) => other is not null && words.AsSpan().SequenceEqual(other.words);
    public override bool Equals(object? obj) => Equals(obj as CpuSet);
    public override int GetHashCode() => Numbers.Aggregate(0, HashCode.Combine);
    public override string ToString() => string.Join(", ", Numbers);
}

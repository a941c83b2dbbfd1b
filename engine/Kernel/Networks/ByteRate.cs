using Timeslice.Des;

namespace Timeslice.Kernel.Networks;

/// <summary>How fast bytes are put on a link: whole bytes per second, from 1.</summary>
public readonly record struct ByteRate(long BytesPerSecond)
{
    /// <summary>How long so many bytes take, rounded up; <see cref="Duration.Max"/> where that is too long.</summary>
    internal Duration TimeFor(long bytes) => new((long)Int128.Min(
        long.MaxValue, ((Int128)bytes * 1_000_000_000 + BytesPerSecond - 1) / BytesPerSecond));

    public override string ToString() => $"{new Bytes(BytesPerSecond)}/s";
}

/// <summary>Rates as people write them: <c>100.MiB.PerSecond</c>.</summary>
public static class ByteRates
{
    extension(Bytes size)
    {
        public ByteRate PerSecond => new(size.Count);
    }
}

namespace Timeslice.Kernel.Networks;

/// <summary>How fast bytes are put on a link: whole bytes per second, from 1.</summary>
public readonly record struct ByteRate(long BytesPerSecond)
{
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

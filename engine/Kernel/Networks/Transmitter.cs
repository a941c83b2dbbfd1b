namespace Timeslice.Kernel.Networks;

/// <summary>Puts messages on a link, one after the other, first come, first served.</summary>
/// <remarks>
/// While it is busy without a break since t, the last byte of the k-th message leaves at
/// t + ⌈(b₁ + … + bₖ) / bandwidth⌉: of many messages together no fraction of a nanosecond is lost or won. It needs no
/// events, since what has come decides when all of it will have left.
/// </remarks>
sealed class Transmitter(ByteRate? bandwidth)
{
    const long Second = 1_000_000_000;

    // In nanoseconds: the beginning of the present or last busy stretch, its end, and busy time before it.
    long begun, freeAt, busyBefore, since;

    // Of this busy stretch.
    Int128 bytes;

    /// <summary>When the last byte of a message that comes now will have left.</summary>
    public long Enqueue(long now, long size)
    {
        if (bandwidth is not { BytesPerSecond: var rate }) return now;
        if (now >= freeAt)
        {
            busyBefore += PresentBusy(freeAt);
            (begun, bytes) = (now, 0);
        }
        bytes += size;
        var takes = (bytes * Second + rate - 1) / rate;
        return freeAt = (long)Int128.Min(long.MaxValue, begun + takes);
    }

    /// <summary>How long it was busy since the statistics began, in nanoseconds.</summary>
    public long Busy(long now) => busyBefore + PresentBusy(now);

    public void Restart(long now) => (busyBefore, since) = (0, now);

    long PresentBusy(long now) => Math.Max(0, Math.Min(now, freeAt) - Math.Max(begun, since));
}

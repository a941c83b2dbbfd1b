namespace Timeslice.Experiments;

/// <summary>How much recorders may keep, those of all machines of a world together.</summary>
/// <param name="segments">Recording stops when so many stretches have been kept.</param>
/// <param name="threads">Recording stops when so many threads have been seen.</param>
sealed class Room(int segments, int threads)
{
    int seen;

    /// <summary>Stretches kept so far.</summary>
    public int Kept { get; set; }

    /// <summary>When recording stopped, in nanoseconds; <see cref="long.MaxValue"/> while it goes on.</summary>
    public long FullAt { get; private set; } = long.MaxValue;

    /// <summary>Whether what happens now is to be kept.</summary>
    public bool IsThere(long now)
    {
        if (FullAt != long.MaxValue) return false;
        if (Kept < segments) return true;
        FullAt = now;
        return false;
    }

    public void Sees(long now)
    {
        if (++seen == threads) FullAt = now;
    }
}

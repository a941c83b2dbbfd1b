namespace Timeslice.Plots.Lanes;

/// <summary>Shares the height of a timeline out among the lanes of CPUs, threads and locks.</summary>
sealed class LanePlan
{
    const float CpuLanes = 1.3f, LockLanes = 1.9f;
    readonly Style style;

    public LanePlan(int cpus, int threads, int locks, int mostThreads, float height, Style style)
    {
        this.style = style;
        (Cpus, Threads, Locks) = (Math.Min(cpus, 16), Math.Min(threads, mostThreads), Math.Min(locks, 6));
        while (Pitch(cpus, threads, locks, height) < style.TextSize * 1.15f)
            if (Threads > 4 && Threads >= Cpus) Threads--;
            else if (Cpus > 4) Cpus--;
            else if (Locks > 2) Locks--;
            else if (Threads > 2) Threads--;
            else if (Locks > 0) Locks--;
            else if (Cpus > 1) Cpus--;
            else break;
        var pitch = Math.Min(Pitch(cpus, threads, locks, height), style.TextSize * 4);
        ThreadPitch = pitch;
        CpuPitch = Math.Max(CpuLanes * pitch, LeastCpu);
        LockPitch = Math.Clamp(LockLanes * pitch, LeastLock, 2 * LeastLock);
        var y = 0f;
        (CpusTop, y) = Group(y, cpus, Cpus, CpuPitch);
        (ThreadsTop, y) = Group(y, threads, Threads, ThreadPitch);
        (LocksTop, y) = Group(y, locks, Locks, LockPitch);
        Height = y;
    }

    /// <summary>How many lanes are drawn.</summary>
    public int Cpus { get; private set; }
    public int Threads { get; private set; }
    public int Locks { get; private set; }

    /// <summary>From the top of one lane to the top of the next, in units.</summary>
    public float CpuPitch { get; }
    public float ThreadPitch { get; }
    public float LockPitch { get; }

    /// <summary>Tops of the first lanes; the heading is above.</summary>
    public float CpusTop { get; }
    public float ThreadsTop { get; }
    public float LocksTop { get; }

    public float Height { get; }

    public float HeadingHeight => style.TextSize * 1.6f;
    public float MoreHeight => style.TextSize * 1.3f;

    /// <summary>The height of the coloured part of a lane.</summary>
    public static float Bar(float pitch) => MathF.Round(pitch - Math.Clamp(pitch * 0.18f, 2, 8));

    // So tall that names fit into the bars.
    float LeastCpu => style.TextSize * 1.35f;
    float LeastLock => style.TextSize * 2.6f;

    /// <summary>The height of a thread's lane such that all lanes together fill the height.</summary>
    float Pitch(int cpus, int threads, int locks, float height)
    {
        var room = height - Fixed(cpus, Cpus) - Fixed(threads, Threads) - Fixed(locks, Locks);
        var even = room / Math.Max(1, Cpus * CpuLanes + Threads + Locks * LockLanes);
        if (even * LockLanes >= LeastLock) return even;
        room -= Locks * LeastLock;
        even = room / Math.Max(1, Cpus * CpuLanes + Threads);
        if (even * CpuLanes < LeastCpu) even = (room - Cpus * LeastCpu) / Math.Max(1, Threads);
        return MathF.Max(4, even);
    }

    /// <summary>What a group takes beside its lanes: its heading, and the count of the lanes left out.</summary>
    float Fixed(int all, int shown) => (shown > 0 ? HeadingHeight : 0) + (all > shown ? MoreHeight : 0);

    (float Top, float Next) Group(float y, int all, int shown, float pitch) =>
        (shown > 0 ? y + HeadingHeight : y, y + Fixed(all, shown) + shown * pitch);
}

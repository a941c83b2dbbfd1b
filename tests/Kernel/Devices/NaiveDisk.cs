namespace Timeslice.Tests.Kernel.Devices;

/// A disk as a textbook tells it: 7 µs for each cylinder and 20 for a move, 4 µs for each byte that comes by. It turns
/// in whole microseconds, so that a byte begins with one.
sealed class NaiveDisk(int cylinders, int track, bool turns, int head, bool isUp, string order, int window)
{
    const long Us = 1000, Cylinder = 7 * Us, Settle = 20 * Us, Byte = 4 * Us;

    int arm = head;
    bool up = isUp;
    List<int> batch = [];

    public long Moved { get; private set; }

    /// When each is done.
    public long[] Serve((long When, long At, int Bytes)[] all)
    {
        var done = new long[all.Length];
        var left = Enumerable.Range(0, all.Length).OrderBy(i => all[i].When).ToList();
        var (now, free) = (0L, -1L);
        while (left.Count > 0)
        {
            now = Math.Max(now, all[left[0]].When);
            // Who comes while nothing is done is served at once; who comes in the instant in which one is done that was
            // asked for before, stands in line already.
            var here = left.Where(i => all[i].When <= now).ToList();
            if (free < now && all[here[0]].When == now) here = [here[0]];
            var (one, stops) = Choose(here, all, now);
            foreach (var stop in stops.Append((int)(all[one].At / track))) now += Move(stop);
            now += Wait(now, all[one].At) + (turns ? Byte * all[one].Bytes : 0);
            arm = (int)((all[one].At + all[one].Bytes - 1) / track);
            done[one] = free = now;
            left.Remove(one);
        }
        return done;
    }

    (int One, int[] Stops) Choose(List<int> here, (long When, long At, int Bytes)[] all, long now)
    {
        int CylinderOf(int i) => (int)(all[i].At / track);
        int Nearest(IEnumerable<int> some) => some.OrderBy(i => Math.Abs(CylinderOf(i) - arm)).First();
        // Cylinder by cylinder, from some place on.
        int? Sweep(int from, int by)
        {
            for (var c = from; c >= 0 && c < cylinders; c += by)
                if (here.Exists(i => CylinderOf(i) == c)) return here.First(i => CylinderOf(i) == c);
            return null;
        }
        long Access(int i)
        {
            var seek = Time(Math.Abs(CylinderOf(i) - arm));
            return seek + Wait(now + seek, all[i].At);
        }
        var by = up ? 1 : -1;
        var (end, start) = up ? (cylinders - 1, 0) : (0, cylinders - 1);
        switch (order)
        {
            case "fifo": return (here[0], []);
            case "sstf": return (Nearest(here), []);
            case "satf": return (here.OrderBy(Access).First(), []);
            case "bsatf":
                batch = [.. batch.Where(here.Contains)];
                if (batch.Count == 0) batch = [.. here.Take(window)];
                return (batch.OrderBy(Access).First(), []);
            case "c-scan": return Sweep(arm, by) is { } a ? (a, []) : (Sweep(start, by)!.Value, [end, start]);
            case "c-look": return (Sweep(arm, by) ?? Sweep(start, by)!.Value, []);
            default:
                if (Sweep(arm, by) is { } ahead) return (ahead, []);
                up = !up;
                return (Sweep(arm, -by)!.Value, order == "scan" ? [end] : []);
        }
    }

    long Move(int to)
    {
        var time = Time(Math.Abs(to - arm));
        Moved += Math.Abs(to - arm);
        arm = to;
        return time;
    }

    static long Time(int distance) => distance == 0 ? 0 : Settle + Cylinder * distance;

    // Byte after byte, until the right one begins.
    long Wait(long now, long at)
    {
        if (!turns) return 0;
        var begins = (now + Byte - 1) / Byte * Byte;
        while (begins / Byte % track != at % track) begins += Byte;
        return begins - now;
    }
}

using Timeslice.Des;

namespace Timeslice.Kernel.Devices.Disks;

/// <summary>The arm of a disk: where it is, which way it goes, and what an order has to remember of a run.</summary>
sealed class Arm(HardDisk disk, long cylinders, long cylinder, bool isUpwards)
{
    // Between where it is and the next request, where an order makes it turn.
    long moved;
    Duration seek;
    long at = cylinder;

    /// <summary>The cylinder where it is; where it will be, once an order has made it pass by another.</summary>
    public long Cylinder => at;

    /// <summary>Cylinders that it has passed on its way to requests.</summary>
    public long Travelled { get; private set; }

    public bool IsUpwards { get; private set; } = isUpwards;
    public long EndAhead => IsUpwards ? cylinders - 1 : 0;
    public long EndBehind => IsUpwards ? 0 : cylinders - 1;

    /// <summary>Of a bounded order, the number of the last request that it looks at.</summary>
    public long WindowEnd { get; set; } = -1;

    public long DistanceTo(DeviceRequest request) => Math.Abs(disk.CylinderOf(request.At) - at);

    public void Turn() => IsUpwards = !IsUpwards;

    /// <summary>It goes to another cylinder before it goes to a request.</summary>
    public void PassBy(long other)
    {
        var distance = Math.Abs(other - at);
        (moved, seek, at) = (moved + distance, seek + disk.SeekFor(distance), other);
    }

    /// <summary>It goes to a request, and serves it; returns how long it takes to get there.</summary>
    public Duration GoTo(DeviceRequest request)
    {
        PassBy(disk.CylinderOf(request.At));
        at = disk.CylinderOf(request.At + Math.Max(0, request.Bytes - 1));
        Travelled += moved;
        var time = seek;
        (moved, seek) = (0, Duration.Zero);
        return time;
    }

    /// <summary>The nearest in its direction, here included; of equals, the oldest. Null where there is none.</summary>
    public DeviceRequest? NearestAhead(RequestLine line)
    {
        DeviceRequest? best = null;
        for (var one = line.First; one is not null; one = one.Behind)
        {
            var ahead = Ahead(one);
            if (ahead >= 0 && (best is null || ahead < Ahead(best))) best = one;
        }
        return best;
    }

    /// <summary>The one that is farthest against its direction; of equals, the oldest.</summary>
    public DeviceRequest FarthestBehind(RequestLine line)
    {
        var best = line.First!;
        for (var one = best.Behind; one is not null; one = one.Behind)
            if (Ahead(one) < Ahead(best)) best = one;
        return best;
    }

    /// <summary>The one that comes soonest below the head, of those up to a number; of equals, the oldest.</summary>
    public DeviceRequest Soonest(RequestLine line, long last)
    {
        var (best, least) = (line.First!, disk.AccessTime(line.First!));
        for (var one = best.Behind; one is not null && one.Serial <= last; one = one.Behind)
            if (disk.AccessTime(one) is var time && time < least) (best, least) = (one, time);
        return best;
    }

    long Ahead(DeviceRequest request) => (disk.CylinderOf(request.At) - at) * (IsUpwards ? 1 : -1);
}

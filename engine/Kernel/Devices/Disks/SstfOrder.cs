namespace Timeslice.Kernel.Devices.Disks;

/// <summary>Shortest seek time first: the request on the nearest cylinder; of equals, the oldest.</summary>
public sealed class SstfOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm)
    {
        var best = line.First!;
        for (var other = best.Behind; other is not null; other = other.Behind)
            if (arm.DistanceTo(other) < arm.DistanceTo(best)) best = other;
        return best;
    }
}

using Timeslice.Des;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// Something that a device is asked for: so many bytes from an address on. A device uses each again when it is free.
/// </summary>
/// <param name="device">Whose it is.</param>
/// <param name="number">Tells those of a device apart.</param>
sealed class DeviceRequest(Device device, int number)
{
    public Device Device => device;
    public int Number => number;

    /// <summary>The how manieth it is of its device.</summary>
    public long Serial { get; set; }

    public RequestKind Kind { get; set; }
    public RequestState State { get; set; }

    /// <summary>The first byte, and how many from there on.</summary>
    public long At { get; set; }
    public long Bytes { get; set; }

    /// <summary>Who is told when it is done; null where nobody wants to know any more.</summary>
    public IRequester? Requester { get; set; }

    /// <summary>What its requester knows it by.</summary>
    public int Tag { get; set; }

    /// <summary>The CPU that is interrupted when it is done: that on which it was asked for.</summary>
    public int Cpu { get; set; }

    /// <summary>When it came, when the device began with it, and when it was done with it.</summary>
    public Instant Arrived { get; set; }
    public Instant Started { get; set; }
    public Instant Completed { get; set; }

    /// <summary>How many bytes were moved; below 0, why none: minus the errno.</summary>
    public long Answer { get; set; }

    /// <summary>What a read gets beside its bytes.</summary>
    public long Value { get; set; }

    /// <summary>Of a cache: how many requests to the device behind it were made for it, and how many it
    /// awaits.</summary>
    public int Asked { get; set; }
    public int Awaits { get; set; }

    public Duration Wait => Started - Arrived;
    public Duration Service => Completed - Started;
    public Duration Response => Completed - Arrived;

    /// <summary>Those before and behind it in a line; of a free one, the next that is free.</summary>
    public DeviceRequest? Before { get; set; }
    public DeviceRequest? Behind { get; set; }
}

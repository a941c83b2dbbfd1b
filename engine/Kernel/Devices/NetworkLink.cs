using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Networks;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// The way to something far away: requests are put on it one after the other, at its bandwidth, and are done when their
/// last byte has come over. While one is on its way, the next is put on it.
/// </summary>
/// <param name="bandwidth">Bytes that it takes by the second.</param>
/// <param name="latency">How long a byte is on its way; no time when left out.</param>
public sealed class NetworkLink(ByteRate bandwidth, RandomDuration? latency = null) : Device
{
    readonly ByteRate bandwidth = bandwidth.BytesPerSecond >= 1 ? bandwidth
        : throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, "must be at least 1B/s");

    /// <summary>One that belongs to a machine at once.</summary>
    public NetworkLink(Machine machine, ByteRate bandwidth, RandomDuration? latency = null, string? name = null)
        : this(bandwidth, latency) => machine.Add(this, name);

    private protected override IServing NewService() => new Servers(this, 1);
    internal override Duration ServiceTime(DeviceRequest request) => bandwidth.TimeFor(request.Bytes);
    internal override Duration DelayOf(DeviceRequest request) => latency?.Draw(ref Random) ?? Duration.Zero;
}

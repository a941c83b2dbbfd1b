using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Networks;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// A solid state drive: so many channels, each of which serves one request at a time, in order of arrival. It does not
/// matter where the bytes are.
/// </summary>
/// <param name="channels">How many requests it serves at a time.</param>
/// <param name="latency">
/// How long a read takes before its bytes are transferred; 80 µs when left out, a flash page and its way through the
/// controller.
/// </param>
/// <param name="writeLatency">How long a write takes beyond its bytes; as a read when left out.</param>
/// <param name="rate">Bytes that a channel transfers by the second; any number at once when left out.</param>
/// <param name="capacity">How many bytes it has; without bounds when left out.</param>
public sealed class Ssd(int channels = 4, RandomDuration? latency = null, RandomDuration? writeLatency = null,
    ByteRate? rate = null, Bytes? capacity = null) : Device
{
    readonly int channels = channels >= 1 ? channels
        : throw new ArgumentOutOfRangeException(nameof(channels), channels, "must be at least 1");
    readonly ByteRate? rate = rate is not { BytesPerSecond: < 1 } ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "must be at least 1B/s");
    readonly RandomDuration read = latency ?? 80.Us, write = writeLatency ?? latency ?? 80.Us;

    /// <summary>One that belongs to a machine at once.</summary>
    public Ssd(Machine machine, int channels = 4, RandomDuration? latency = null, RandomDuration? writeLatency = null,
        ByteRate? rate = null, Bytes? capacity = null, string? name = null)
        : this(channels, latency, writeLatency, rate, capacity) => machine.Add(this, name);

    internal override long Capacity { get; } = CapacityOf(capacity);

    private protected override IServing NewService() => new Servers(this, channels);

    internal override Duration ServiceTime(DeviceRequest request) =>
        (request.Kind == RequestKind.Read ? read : write).Draw(ref Random) + Transfer(rate, request.Bytes);
}

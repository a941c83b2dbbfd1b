using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// A device of which nothing is known but how long it takes: a queueing station. Whether it is read or written, and
/// where, does not matter.
/// </summary>
/// <remarks>D. G. Kendall's A/S/c/K, Annals of Mathematical Statistics 24 (1953).</remarks>
/// <param name="service">How long it takes for a request; drawn when it begins with it.</param>
/// <param name="servers">How many requests it serves at a time; where they share it, how many at full speed.</param>
/// <param name="discipline">In which order it serves.</param>
/// <param name="capacity">
/// How many requests may be there, served ones included; others are refused with −105 (ENOBUFS). Any number when left
/// out.
/// </param>
/// <param name="rate">Bytes that a server transfers by the second, beyond its service; all at once when left
/// out.</param>
public sealed class Station(RandomDuration service, int servers = 1, Discipline discipline = Discipline.Fifo,
    int? capacity = null, ByteRate? rate = null) : Device
{
    readonly int servers = servers >= 1 ? servers
        : throw new ArgumentOutOfRangeException(nameof(servers), servers, "must be at least 1");
    readonly int capacity = capacity is not { } most ? int.MaxValue
        : most >= servers ? most
        : throw new ArgumentOutOfRangeException(nameof(capacity), most, "must be at least as many as are served");
    readonly ByteRate? rate = rate is not { BytesPerSecond: < 1 } ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "must be at least 1B/s");

    /// <summary>One that belongs to a machine at once.</summary>
    public Station(Machine machine, RandomDuration service, int servers = 1,
        Discipline discipline = Discipline.Fifo, int? capacity = null, ByteRate? rate = null, string? name = null)
        : this(service, servers, discipline, capacity, rate) => machine.Add(this, name);

    private protected override IServing NewService() => discipline switch
    {
        Discipline.ProcessorSharing => new SharedServers(this, servers),
        Discipline.Lifo => new Servers(this, servers, line => line.Last!),
        _ => new Servers(this, servers),
    };

    internal override Duration ServiceTime(DeviceRequest request) =>
        service.Draw(ref Random) + Transfer(rate, request.Bytes);

    private protected override Errno? WhyNot(DeviceRequest request) =>
        Serving.Present >= capacity ? Errno.NoBuffers : null;
}

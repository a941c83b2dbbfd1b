using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Networks;

/// <summary>
/// How what machines send each other is carried: a message first waits until those before it have left, is put on the
/// link byte by byte, and is then on the way. Both directions have a transmitter of their own, and none overtakes.
/// </summary>
public sealed record LinkTerms
{
    /// <summary>
    /// How long a message is on the way once its last byte has left; may be a distribution. One that would overtake
    /// another arrives with it. Nothing when left out.
    /// </summary>
    public RandomDuration? Latency { get; init; }

    /// <summary>How fast bytes are put on the link, above 0; all at once when left out.</summary>
    public ByteRate? Bandwidth
    {
        get;
        init => field = value is null or { BytesPerSecond: > 0 } ? value
            : throw new ArgumentOutOfRangeException(nameof(Bandwidth), value, "must be above 0");
    }

    /// <summary>The share of the packets that are lost, from 0 to 1, each whatever becomes of the others.</summary>
    public double Loss
    {
        get;
        init => field = value is >= 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(Loss), value, "must be from 0 to 1");
    }

    /// <summary>
    /// The most bytes of a packet, from 1: a larger message is several, of which each may be lost. One packet, however
    /// large, when left out.
    /// </summary>
    public Bytes? Mtu
    {
        get;
        init => field = value is null or { Count: > 0 } ? value
            : throw new ArgumentOutOfRangeException(nameof(Mtu), value, "must be above 0");
    }
}

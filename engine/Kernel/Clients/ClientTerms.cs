using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// What a client asks for, over what connections, and when it gives up. A client asks from outside: it has no threads
/// and needs no CPU. Its latencies count from when a request was meant to start, so that one that has to wait for those
/// before it is late, too. <c>to</c> names whom it asks: a server, another address of stream sockets, or one of the
/// <c>balancers</c>, <c>front: {among: [web-1, web-2], policy: two-choices}</c>. One of the loads, as a key, says when
/// it asks. <c>on</c> is the machine on whose side of the network it is; left out, that of the server.
/// </summary>
public sealed record ClientTerms
{
    /// <summary>When it begins, after the start of the run: who listens later than that refuses.</summary>
    public Duration Start
    {
        get;
        init => field = NotBelow0(value, nameof(Start));
    }

    /// <summary>No request begins later than this after the start of the run; any may when left out.</summary>
    public Duration? Until
    {
        get;
        init => field = value is null ? null : NotBelow0(value.Value, nameof(Until));
    }

    /// <summary>How many requests it makes at most; without bounds when left out.</summary>
    public long? Requests
    {
        get;
        init => field = value is null or >= 0 ? value
            : throw new ArgumentOutOfRangeException(nameof(Requests), value, "must be at least 0");
    }

    /// <summary>What it does with its connections: <c>per-request</c> when left out.</summary>
    public Connections? Connections { get; init; }

    /// <summary>How large a request is; may be a distribution. 512B when left out.</summary>
    public Size? Request
    {
        get;
        init
        {
            (field, RequestBytes) = (value, value is null ? 512 : Drawn(value.Value, nameof(Request)));
        }
    }

    /// <summary>
    /// How large a response is, from 1B: it is complete when so many bytes have come. When left out, what the server
    /// writes in one write is a response, whatever its size.
    /// </summary>
    public Bytes? Response
    {
        get;
        init => field = value is null or { Count: >= 1 } ? value
            : throw new ArgumentOutOfRangeException(nameof(Response), value, "must be at least 1B");
    }

    /// <summary>
    /// How long it waits for a response, from the beginning of each attempt: then it closes the connection, and the
    /// attempt has failed. For ever when left out.
    /// </summary>
    public RandomDuration? Timeout { get; init; }

    /// <summary>What it does when an attempt has failed: nothing when left out, and the request has failed.</summary>
    public Retries? Retries { get; init; }

    /// <summary>Connections besides, over which nothing is ever asked: from 0 to 1000000.</summary>
    public int Idle
    {
        get;
        init => field = value is >= 0 and <= Client.MostAtOnce ? value
            : throw new ArgumentOutOfRangeException(nameof(Idle), value, $"must be from 0 to {Client.MostAtOnce}");
    }

    /// <summary>The time over which these are opened, at equal distances; all at once when left out.</summary>
    public Duration IdleRamp
    {
        get;
        init => field = NotBelow0(value, nameof(IdleRamp));
    }

    /// <summary>The classes of its requests; all are alike when left out.</summary>
    public IReadOnlyList<RequestClass> Classes { get; init; } = [];

    internal RandomCount RequestBytes { get; private init; } = 512;

    internal static RandomCount Drawn(Size size, string option) => size.Drawn
        ?? throw new ArgumentOutOfRangeException(option, "is known only in a program, but clients have none");

    static Duration NotBelow0(Duration value, string option) => value >= Duration.Zero ? value
        : throw new ArgumentOutOfRangeException(option, value, "must not be below 0");
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Tests.Kernel.Clients;

/// A shop that may close, fail, or be too small, near or far, and clients of all kinds before it.
sealed class RandomClients
{
    RandomStream random;

    public RandomClients(int seed)
    {
        random = new((ulong)seed, 0, "clients");
        var family = Up(3) == 0 ? SocketFamily.Local : SocketFamily.Network;
        var isFar = family == SocketFamily.Network && Up(2) == 0;
        var far = isFar ? new LinkTerms
        {
            Latency = Up(4000).Us, Bandwidth = Up(2) == 0 ? null : new ByteRate(100_000 + Up(10_000_000)),
            Loss = Up(3) == 0 ? 0.02 : 0,
        }
            : null;
        // Of six classes the server fails the second and sheds the third.
        VariableReference kind = new(2, "kind", true);
        var status = 200 + 300 * Formula.Equal(kind, 1) + 303 * Formula.Equal(kind, 2);
        Shop = new(Service(), workers: 1 + Up(4), cpus: 1 + Up(2), backlog: Up(3) == 0 ? Up(4) : 1000,
            seed: (ulong)seed, family: family, far: far, status: status, opensAt: Up(4) == 0 ? Up(40).Ms : default,
            closesAt: Up(4) == 0 ? Up(200).Ms : null);
        for (var i = 0; i <= Up(3); i++) Shop.Client(Load(), Terms(), $"users {i}");
    }

    public Shop Shop { get; }

    RandomDuration Service() => Up(3) switch
    {
        0 => Up(5000).Us,
        1 => new Exponential((1 + Up(5000)).Us),
        _ => new Uniform(0, 10.Ms),
    };

    Load Load() => Up(6) switch
    {
        0 => new OpenLoad((1 + Up(1000)).PerSecond, Up(2) == 0 ? new Deterministic() : null),
        1 => new OpenLoad(new Mmpp([Up(100).PerSecond, (1 + Up(2000)).PerSecond], [10.Ms, 5.Ms])),
        2 => new ClosedLoad(1 + Up(20), new Exponential((1 + Up(20)).Ms), Up(50).Ms),
        3 => new Sessions((1 + Up(200)).PerSecond, new Geometric(1 + Up(5)), new Exponential(5.Ms)),
        4 => new Burst(Up(50).Ms, 1 + Up(50), Up(2) == 0 ? null : (1 + Up(100)).Ms),
        _ => new Trace(new([.. Enumerable.Range(0, 50).Select(i => (i * i * 100).Us)])),
    };

    ClientTerms Terms() => new()
    {
        Start = Up(2).Ms, Until = 300.Ms, Requests = Up(3) == 0 ? Up(100) : null,
        Connections = Up(4) switch
        {
            0 => null,
            1 => new KeepAliveConnections(),
            2 => new PerUser(),
            _ => new KeepAliveConnections(most: 1 + Up(4)),
        },
        // The shop takes what a read brings for a request: no more than a segment.
        Request = new Bytes(1 + Up(1400)),
        Timeout = Up(3) == 0 ? (RandomDuration?)null : (1 + Up(50_000)).Us,
        Retries = Up(2) == 0 ? null : new(Up(4), Up(3) == 0 ? null : new ExponentialBackOff(
            (1 + Up(20)).Ms, 1 + random.NextUniform(), jitter: Up(2) == 0 ? Jitter.Full : Jitter.None),
            Up(2) == 0 ? null : new(random.NextUniform(), Up(5))),
        Idle = Up(4) == 0 ? Up(5) : 0,
        Classes = Up(2) == 0 ? [] : [new("a", 3), new("b", 1), new("c", 1), new("d", 2, request: 1460.B)],
    };

    int Up(int below) => (int)(random.NextUniform() * below);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// So many users, each of whom thinks, asks, waits for the response, and thinks again. They begin by thinking.
/// </summary>
/// <param name="users">How many: from 1 to 1000000.</param>
/// <param name="think">
/// From the end of a request to the next one, served or not; nothing when left out, but who fails in
/// no time, as where nobody listens, asks again after 1ms.
/// </param>
/// <param name="ramp">The time over which they come, at equal distances; all at once when left out.</param>
public sealed class ClosedLoad(int users, RandomDuration? think = null, Duration ramp = default) : Load
{
    readonly int users = CheckedCount(users, nameof(users));
    readonly Duration ramp = ramp >= Duration.Zero ? ramp
        : throw new ArgumentOutOfRangeException(nameof(ramp), ramp, "must not be below 0");
    readonly Habits[] habits = new Habits[users];

    internal override bool HasUsers => true;

    private protected override void Begin()
    {
        for (var user = 0; user < users; user++)
        {
            habits[user] = new(RandomStream.Key(Client.Key, user));
            var comes = (Int128)ramp.Nanoseconds * user / users;
            TryAppoint(comes + Thinks(user).Nanoseconds, user);
        }
    }

    internal override void Over(int user, bool inVain) => Appoint(Pause(Thinks(user), inVain), user);

    private protected override unsafe void Prefetch(int user)
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch0(Unsafe.AsPointer(ref habits[user]));
        Client.Prefetch(user);
    }

    private protected override void Due(int user) => Client.Ask(user, ref habits[user]);

    Duration Thinks(int user) => think?.Draw(ref habits[user].Thinking) ?? Duration.Zero;
}

using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Tests.Kernel.Channels;

enum PollDeed
{
    Write,
    Read,
    Close,
    Add,
    Change,
    Remove,
    Wait,
    Poll,
}

/// One call of one thread, at a time in nanoseconds that no other call has. Times at which one gives up end with 5.
sealed record PollStep(int At, int Thread, PollDeed Deed, int Handle, int Epoll, Use What, int Bytes, int Most,
    bool Edge, bool Once, bool Exclusive, int? Patience, IReadOnlyList<int> Handles);

/// What four threads of a process do with three pipes and two epolls, which it has opened before.
sealed record PollPlan(IReadOnlyList<int> Capacities, IReadOnlyList<PollStep> Steps)
{
    /// The reading end of the first pipe; its writing end has the next handle, and so on.
    public const int FirstHandle = 3, Pipes = 3, Epolls = 2, Threads = 4;

    public static PollPlan Draw(ulong seed)
    {
        var random = new RandomStream(seed, 0, "polls");
        int[] capacities = [.. Enumerable.Range(0, Pipes).Select(_ => random.Below(2) == 0 ? 4 : 4600)];
        var count = 30 + random.Below(70);
        return new(capacities, [.. Enumerable.Range(1, count).Select(at => Step(ref random, at * 10, capacities))]);
    }

    static PollStep Step(ref RandomStream random, int at, int[] capacities)
    {
        var dice = random.Below(100);
        var deed = dice < 22 ? PollDeed.Write : dice < 40 ? PollDeed.Read : dice < 43 ? PollDeed.Close
            : dice < 58 ? PollDeed.Add : dice < 64 ? PollDeed.Change : dice < 68 ? PollDeed.Remove
            : dice < 88 ? PollDeed.Wait : PollDeed.Poll;
        var (pipe, writes) = (random.Below(Pipes), random.Below(3) == 0);
        if (deed is PollDeed.Write or PollDeed.Read) writes = deed == PollDeed.Write;
        var what = random.Below(6) == 0 ? Use.Both : random.Below(10) == 0 == writes ? Use.Reading : Use.Writing;
        var patience = random.Below(4) switch { 0 => 0, 1 => (int?)null, _ => 5 + random.Below(30) * 10 };
        var handles = new List<int>();
        for (var i = random.Below(3); i >= 0; i--) handles.Add(FirstHandle + random.Below(2 * Pipes));
        return new(at, random.Below(Threads), deed, FirstHandle + 2 * pipe + (writes ? 1 : 0), random.Below(Epolls),
            what, (capacities[pipe] == 4 ? 1 : 500) * (1 + random.Below(4)), 1 + random.Below(3),
            random.Below(2) == 0, random.Below(5) == 0, random.Below(4) == 0, patience, handles);
    }
}

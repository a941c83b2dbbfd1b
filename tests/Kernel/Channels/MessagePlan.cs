using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Tests.Kernel.Channels;

/// What threads do with a queue, each thing at a time of its own.
sealed record MessagePlan(bool IsSystemV, bool Exists, int MostMessages, long MostBytes, long Longest,
    IReadOnlyList<MessageStep> Steps)
{
    /// Two threads each, and one that ends it.
    public const int Processes = 3, ThreadsOfEach = 2;

    public static MessagePlan Draw(ulong seed)
    {
        var random = new RandomStream(seed, 0, "messages");
        var isSystemV = random.Below(2) == 0;
        var exists = random.Below(4) > 0;
        var steps = new List<MessageStep>();
        var count = 20 + random.Below(60);
        for (var at = 1; at <= count; at++) steps.Add(MessageStep.Draw(ref random, at, isSystemV));
        for (var process = 0; process < Processes; process++)
        {
            var end = random.Below(3) == 0 ? random.Below(count) : count;
            steps.Add(new(end * 10 + 2 + process, process, 0, MessageDeed.Exit));
        }
        return new(isSystemV, exists, 1 + random.Below(4), 5 + random.Below(20), 6 + random.Below(3),
            [.. steps.OrderBy(step => step.At)]);
    }
}

static class Dice
{
    public static int Below(this ref RandomStream random, int bound) => (int)(random.NextUniform() * bound);
}

enum MessageDeed
{
    Send,
    Receive,
    Open,
    Close,
    Remove,
    Exit,
}

/// One call of one thread, at a time in nanoseconds that no other call has. Times at which one gives up end with 5.
sealed record MessageStep(
    int At, int Process, int Thread, MessageDeed Deed, long Bytes = 0, long Value = 0, long Rank = 0,
    Selection Which = default, bool MustNotBlock = false, int? Patience = null, bool Creates = false,
    bool Excludes = false, bool OtherName = false)
{
    public static MessageStep Draw(ref RandomStream random, int at, bool isSystemV)
    {
        var dice = random.Below(100);
        var deed = dice < 40 ? MessageDeed.Send : dice < 80 ? MessageDeed.Receive : dice < 92 ? MessageDeed.Open
            : dice < 95 ? MessageDeed.Close : MessageDeed.Remove;
        var type = random.Below(9) - 4;
        return new(at * 10, random.Below(MessagePlan.Processes), random.Below(MessagePlan.ThreadsOfEach), deed,
            Bytes: random.Below(10), Value: at, Rank: random.Below(5) - (random.Below(20) == 0 ? 2 : 0),
            Which: new(type, type > 0 && random.Below(3) == 0, random.Below(4) == 0),
            MustNotBlock: random.Below(4) == 0, Patience: random.Below(3) == 0 ? random.Below(15) * 10 + 5 : null,
            Creates: random.Below(2) == 0, Excludes: random.Below(3) == 0,
            OtherName: random.Below(2) == 0 && isSystemV);
    }
}

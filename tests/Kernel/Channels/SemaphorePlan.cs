using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Tests.Kernel.Channels;

/// What threads do with System V semaphores of one key, each thing at a time of its own.
sealed record SemaphorePlan(bool Exists, int Initial, string Mode, IReadOnlyList<SemaphoreStep> Steps)
{
    /// Two threads each, and one that ends it; the last belongs to another user.
    public const int Processes = 3, ThreadsOfEach = 2;

    public static readonly string[] Users = ["ann", "ann", "eve"];

    public int End => Steps[^1].At;

    public static SemaphorePlan Draw(ulong seed)
    {
        var random = new RandomStream(seed, 0, "semaphores");
        string[] modes = ["rw-rw-rw-", "rw-rw-rw-", "rw----r--", "rw-----w-", "rw-------"];
        var (exists, mode) = (random.Below(4) > 0, modes[random.Below(modes.Length)]);
        var initial = random.Below(5) == 0 ? 32_765 : random.Below(4);
        var steps = new List<SemaphoreStep>();
        var count = 20 + random.Below(60);
        for (var at = 1; at <= count; at++) steps.Add(SemaphoreStep.Draw(ref random, at));
        for (var process = 0; process < Processes; process++)
        {
            var end = random.Below(2) == 0 ? random.Below(count) : count;
            steps.Add(new(end * 10 + 2 + process, process, 0, SemaphoreDeed.Exit));
        }
        return new(exists, initial, mode, [.. steps.OrderBy(step => step.At)]);
    }
}

enum SemaphoreDeed
{
    Change,
    Open,
    Remove,
    Exit,
}

/// One call of one thread, at a time in nanoseconds that no other call has. Times at which one gives up end with 5.
sealed record SemaphoreStep(
    int At, int Process, int Thread, SemaphoreDeed Deed, int By = 0, bool Undo = false, bool MustNotBlock = false,
    int? Patience = null, bool Creates = false, bool Excludes = false, bool OtherName = false)
{
    public static SemaphoreStep Draw(ref RandomStream random, int at)
    {
        var dice = random.Below(100);
        var deed = dice < 90 ? SemaphoreDeed.Change : dice < 97 ? SemaphoreDeed.Open : SemaphoreDeed.Remove;
        var by = random.Below(25) == 0 ? random.Below(2) * 40_000 - 20_000 : random.Below(8) - 4;
        return new(at * 10, random.Below(SemaphorePlan.Processes), random.Below(SemaphorePlan.ThreadsOfEach), deed,
            by, Undo: random.Below(2) == 0, MustNotBlock: random.Below(5) == 0,
            Patience: random.Below(4) == 0 ? random.Below(25) * 10 + 5 : null,
            Creates: random.Below(3) > 0, Excludes: random.Below(3) == 0, OtherName: random.Below(2) == 0);
    }
}

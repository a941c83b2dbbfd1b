using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Coroutines;

/// <content>What they wait for, and how they are cancelled.</content>
sealed partial class Coroutines
{
    /// <summary>A coroutine waits for a file, or for the time at which its call gives up.</summary>
    public Flow WaitForFile(int thread)
    {
        ref var transfer = ref machine.Threads.Transfers[thread];
        var current = Find(thread)!.Current!;
        if (current.IsCancelled) return machine.FinishEarly(thread, Errno.Canceled);
        if (transfer.GivesUpAt <= machine.Now) return machine.FinishEarly(thread, Errno.TimedOut);
        if (transfer.Since < 0) transfer.Since = machine.Now;
        var (file, writes, until) = (transfer.File!, transfer.Writes, transfer.GivesUpAt);
        var flow = Suspend(thread, repeats: true);
        current.WaitFor(file, writes, until);
        return flow;
    }

    /// <summary>
    /// A coroutine waits for a device, which it has asked, or for the time at which its call gives up.
    /// </summary>
    public Flow WaitForDevice(int thread)
    {
        ref var transfer = ref machine.Threads.Transfers[thread];
        transfer.Since = machine.Now;
        var (current, until) = (RunBy(thread), transfer.GivesUpAt);
        var flow = Suspend(thread, repeats: true);
        if (until != long.MaxValue) current.WaitUntil(until);
        return flow;
    }

    /// <summary>A coroutine waits for a time.</summary>
    public Flow WaitForTime(int thread, Duration time)
    {
        var current = Find(thread)!.Current!;
        if (current.IsCancelled) return Flow.Next;
        var flow = Suspend(thread, repeats: false);
        current.WaitUntil(machine.Now + time.Nanoseconds);
        return flow;
    }

    /// <summary>A coroutine lets the others go first.</summary>
    public Flow LetOthers(int thread)
    {
        var carrier = Find(thread)!;
        var current = carrier.Current!;
        var flow = Suspend(thread, repeats: false);
        if (current.Pinned is null) carrier.Loop.Happened(current, Phase.Check);
        else carrier.Loop.Ready(current, carrier);
        return flow;
    }

    /// <summary>
    /// A coroutine waits for those that a word names; what the last of them has left is answered.
    /// </summary>
    /// <param name="isRace">The first that ends is enough: which one is answered, and the others are to end.</param>
    public Flow WaitForGroup(int thread, int slot, bool isRace, RandomDuration? timeout)
    {
        var current = In(thread).Current!;
        var givesUpAt = machine.Begin(thread, wanted: null, timeout).GivesUpAt;
        ref var word = ref machine.Word(thread, slot);
        if (word == 0) return machine.Finish(thread, 0L);
        var group = groups[(int)word - 1];
        group.IsRace = isRace;
        if (current.IsCancelled)
        {
            CancelAll(group);
            return machine.Finish(thread, Errno.Canceled);
        }
        if (group.IsDone)
        {
            if (isRace) CancelAll(group);
            machine.Finish(thread, isRace ? group.First : group.Result);
            Abandon(ref word);
            return Flow.Next;
        }
        if (givesUpAt <= machine.Now) return machine.Finish(thread, Errno.TimedOut);
        var flow = Suspend(thread, repeats: true);
        current.WaitFor(group, givesUpAt);
        return flow;
    }

    /// <summary>Those that a word names are to end where they await something.</summary>
    public void Cancel(ref long word)
    {
        if (word != 0) CancelAll(groups[(int)word - 1]);
    }

    /// <summary>All coroutines of a thread's loop are to end, but those that are programs of threads.</summary>
    public void CancelAll(int thread)
    {
        if (Find(thread) is not { } carrier) return;
        foreach (var one in carrier.Loop.Alive.ToArray())
            if (one.Group is not null) Cancel(one);
    }

    /// <summary>Whoever has started those that a word names waits for them no longer.</summary>
    public void Abandon(ref long word)
    {
        if (word == 0) return;
        var group = groups[(int)word - 1];
        word = 0;
        (group.Waiter, group.IsAbandoned) = (null, true);
        if (group.Members.Count == 0) Free(group);
    }

    CoroutineGroup GroupOf(ref long word)
    {
        if (word != 0) return groups[(int)word - 1];
        if (unused.TryPop(out var group)) group.Renew();
        else groups.Add(group = new(groups.Count));
        word = group.Number + 1;
        return group;
    }

    void Free(CoroutineGroup group) => unused.Push(group);

    void CancelAll(CoroutineGroup group)
    {
        foreach (var one in group.Members.ToArray()) Cancel(one);
    }

    static void Cancel(Coroutine one)
    {
        one.IsCancelled = true;
        if (one.State != CoroutineState.Waiting) return;
        one.Leave();
        one.Loop.Ready(one, by: null);
    }

    /// <summary>The thread leaves its coroutine, which waits from now on, and turns to the next.</summary>
    Flow Suspend(int thread, bool repeats)
    {
        var carrier = Find(thread)!;
        Save(carrier, carrier.Current!, repeats);
        carrier.Current!.State = CoroutineState.Waiting;
        Look(carrier);
        return Flow.Next;
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>Waiting for channels and devices, and the channels themselves.</content>
public sealed partial class Machine
{
    readonly List<Channel> channels = [];
    readonly Stack<Polling> polls = new();
    bool hasTransfers, hasTold;

    public IReadOnlyList<Channel> Channels => channels;

    internal Appointments Appointments => field ??= new(Simulation);

    /// <summary>A channel joins the machine.</summary>
    /// <param name="name">For people; left out, its kind and number.</param>
    public TChannel Add<TChannel>(TChannel added, string? name = null) where TChannel : Channel
    {
        if (added.Number >= 0)
            throw new ArgumentException($"is in a machine already, as {added.Name}: each needs its own", nameof(added));
        added.Attach(this, name ?? $"{typeof(TChannel).Name.ToLowerInvariant()} {channels.Count + 1}", channels.Count);
        channels.Add(added);
        return added;
    }

    /// <summary>The call in which a thread is, begun now if it was not.</summary>
    /// <param name="wanted">Bytes that it is to move.</param>
    internal ref Transfer Begin(int thread, Size? wanted, RandomDuration? timeout)
    {
        ref var transfer = ref Threads.Transfers[thread];
        if (transfer.IsOn) return ref transfer;
        hasTransfers = true;
        var bytes = wanted is { } size ? size.Of(this, thread) : Threads.FindBodyOf(thread)?.Calling.Time ?? 0;
        var patience = timeout?.Draw(ref Random(thread)) ?? Duration.Max;
        transfer = new()
        {
            IsOn = true, Since = -1, Wanted = bytes,
            GivesUpAt = patience.Nanoseconds > long.MaxValue - Now ? long.MaxValue : Now + patience.Nanoseconds,
        };
        return ref transfer;
    }

    /// <summary>The same, for a call that works on what a program names; with no file where that is not open.</summary>
    /// <param name="at">Where its bytes are, of what has addresses.</param>
    internal ref Transfer Begin<T>(int thread, scoped in ChannelReference<T> named, bool writes, Size? wanted,
        RandomDuration? timeout, Size? at = null) where T : class
    {
        ref var transfer = ref Threads.Transfers[thread];
        if (transfer.IsOn) return ref transfer;
        Begin(thread, wanted, timeout);
        (transfer.File, transfer.Writes) = (FileAt(named, thread, writes), writes);
        transfer.File?.AddUser();
        transfer.Place = at is { } place ? place.Of(this, thread) : Threads.FindBodyOf(thread)?.Calling.Place ?? -1;
        return ref transfer;
    }

    /// <summary>A thread waits for many at once from now on, and gives it back.</summary>
    internal Polling NewPolling() => polls.TryPop(out var free) ? free : new(this);

    internal void Polled(Polling over) => polls.Push(over);

    /// <summary>A thread will be told of a file that is ready.</summary>
    internal void TellReady(int thread, in ReadyFile file)
    {
        hasTold = true;
        Threads.Ready[thread].Add(file);
    }

    /// <summary>A child of a fork knows what its parent was told.</summary>
    internal void CopyReady(int from, int to)
    {
        if (hasTold) Threads.Ready[to] = Threads.Ready[from].Copy();
    }

    /// <summary>What a thread was told goes with the coroutine that it leaves, and comes back with that.</summary>
    internal ReadyFiles TakeReady(int thread)
    {
        if (!hasTold || Threads.Ready[thread].Count == 0) return default;
        var taken = Threads.Ready[thread];
        Threads.Ready[thread] = default;
        return taken;
    }

    internal void GiveReady(int thread, in ReadyFiles given)
    {
        if (given.Count > 0) Threads.Ready[thread] = given;
    }

    internal void ForgetReady(int thread)
    {
        if (hasTold) Threads.Ready[thread].Clear();
    }

    /// <summary>The call of a thread comes back.</summary>
    internal Flow Finish(int thread, long value)
    {
        EndCall(thread);
        return Answer(thread, value);
    }

    /// <summary>A thread is in no call any more.</summary>
    internal void EndCall(int thread)
    {
        ref var transfer = ref Threads.Transfers[thread];
        var (file, at) = (transfer.File, transfer.At);
        (transfer.IsOn, transfer.At, transfer.File) = (false, null, null);
        file?.RemoveUser();
        at?.Over(thread);
    }

    internal Flow Finish(int thread, Errno error) => Finish(thread, -(long)error);

    /// <summary>What a call comes back with that ends before it is complete.</summary>
    internal Flow FinishEarly(int thread, Errno why)
    {
        ref var transfer = ref Threads.Transfers[thread];
        if (transfer.Done == 0) return Finish(thread, why);
        transfer.File?.Count(ref transfer);
        return Finish(thread, transfer.Done);
    }

    /// <summary>A thread that would have to wait must come back: its time is up, or it is interrupted.</summary>
    internal bool MustNotWait(int thread, out Errno why)
    {
        ref var transfer = ref Threads.Transfers[thread];
        why = Errno.TimedOut;
        if (transfer.GivesUpAt <= Now) return true;
        why = Errno.Canceled;
        if (coroutines?.IsCancelled(thread) == true) return true;
        why = Errno.Interrupted;
        if (Threads.FindBodyOf(thread) is not { HasInterrupts: true } body) return false;
        // What it has moved is not lost: the interrupt ends its next wait.
        return transfer.Done > 0 || body.TryDeliver();
    }

    // True where the interrupt ended the wait; false where that only comes back with what it has moved.
    bool TryInterruptIO(int thread)
    {
        LeaveIO(thread);
        var hasMoved = Threads.Transfers[thread].Done > 0;
        FinishEarly(thread, Errno.Interrupted);
        if (hasMoved) Wake(thread);
        return !hasMoved;
    }

    /// <summary>A thread that stands in a line blocks; its operation is executed again when it is woken.</summary>
    internal Flow BlockOnIO(int thread, IAwaited at)
    {
        ref var transfer = ref Threads.Transfers[thread];
        transfer.At = at;
        if (transfer.Since < 0) transfer.Since = Now;
        Threads[thread].Left = 0;
        Enter(thread, ThreadState.BlockedOnIO);
        if (transfer.GivesUpAt == long.MaxValue) return Flow.Blocked;
        Threads[thread].Left = Timed;
        Simulation.After(new(transfer.GivesUpAt - Now), timers + thread, Threads[thread].Generation);
        return Flow.Blocked;
    }

    /// <summary>A blocked thread has left its line and looks again.</summary>
    internal void Retry(int thread)
    {
        if ((Threads[thread].Left & Timed) != 0) CancelTimer(thread);
        Repeat(thread);
        Wake(thread);
    }

    /// <summary>A thread uses its CPU for a time in user mode; then its operation is executed again.</summary>
    internal Flow WorkAndRepeat(int thread, Duration time)
    {
        Repeat(thread);
        return Work(thread, time);
    }

    /// <summary>The call of a blocked thread, which has left its line, comes back: another has done it.</summary>
    internal void Complete(int thread, long answer)
    {
        if ((Threads[thread].Left & Timed) != 0) CancelTimer(thread);
        Finish(thread, answer);
        Wake(thread);
    }

    /// <summary>
    /// A process stops: none of its threads stands in a line before others who could go on. Each looks again when it is
    /// continued.
    /// </summary>
    internal void StepAside(Process process)
    {
        if (!hasTransfers) return;
        foreach (var thread in Threads.Of(process))
            if (AwaitedBy(thread) is { IsShared: true } && !WaitsForPage(thread))
            {
                LeaveIO(thread);
                Threads[thread].Left = 0;
                Retry(thread);
            }
        // One that was woken before, and has not looked yet, leaves what there is to the next.
        foreach (var thread in Threads.Of(process))
            if (Threads.Transfers[thread] is { IsOn: true, At: { IsShared: true } at }) at.PassOn();
    }

    /// <summary>A blocked thread leaves its line, without what it waits for.</summary>
    internal void LeaveIO(int thread)
    {
        if ((Threads[thread].Left & Timed) != 0) CancelTimer(thread);
        Threads.Transfers[thread].At!.Forget(thread);
    }

    void TimeIsUp(int thread)
    {
        Threads[thread].Left = 0;
        LeaveIO(thread);
        if (Threads.Transfers[thread].At!.WhenTimeIsUp is { } why) FinishEarly(thread, why);
        else Finish(thread, 0L);
        Wake(thread);
    }

    /// <summary>Where a blocked thread waits; null where it does not wait for IO.</summary>
    internal IAwaited? AwaitedBy(int thread) =>
        Threads[thread].State == ThreadState.BlockedOnIO ? Threads.Transfers[thread].At : null;

    /// <summary>A thread has died that was in a call.</summary>
    internal void AbandonTransfer(int thread)
    {
        if (!hasTransfers) return;
        ref var transfer = ref Threads.Transfers[thread];
        if (transfer is { Memory: { } memory, IsWrite: true }) memory.AbandonWrite();
        var woken = transfer is { IsOn: true, At: { } at } && !Threads[thread].IsBlocked ? at : null;
        EndCall(thread);
        woken?.PassOn();
        Threads.Transfers[thread] = default;
        ForgetReady(thread);
    }

    /// <summary>What the last call of a thread was given; a handler that makes calls gives it back.</summary>
    internal Brought BroughtTo(int thread)
    {
        if (!hasTransfers) return default;
        ref var transfer = ref Threads.Transfers[thread];
        return new(transfer.Value, transfer.Message, transfer.Copying);
    }

    internal void GiveBack(int thread, in Brought brought)
    {
        if (!hasTransfers) return;
        ref var transfer = ref Threads.Transfers[thread];
        (transfer.Value, transfer.Message, transfer.Copying) = brought;
    }

    /// <summary>Threads that could let a thread go on that waits for IO.</summary>
    internal IEnumerable<int> ServersOf(int thread) => ServersOf(AwaitedBy(thread)!);

    /// <summary>Its own threads that could let those go on that wait somewhere.</summary>
    internal IEnumerable<int> ServersOf(IAwaited at) =>
        Table.All.Where(process => !process.IsOver && at.IsServedBy(process)).SelectMany(Threads.Of);

    /// <summary>The operation that a thread has begun is executed once more, and was paid for.</summary>
    void Repeat(int thread)
    {
        ref var record = ref Threads[thread];
        if (Threads.FindBodyOf(thread) is { } body)
        {
            body.Calling.PutBack();
            record.Pc = Calls.BodySteps.PlaceOfPerform(ClassOf(thread).Start);
        }
        else record.Pc--;
        record.Flags |= ThreadFlags.CostPaid;
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Servers;

namespace Timeslice.Kernel.Coroutines;

/// <summary>
/// A computation that leaves its thread to others where it awaits something: what there is of it while no thread runs
/// it.
/// </summary>
/// <remarks>
/// It has a frame, a random stream and thread variables of its own, so what it draws does not depend on who else runs.
/// What it holds by its thread, locks above all, stays with that thread.
/// </remarks>
sealed class Coroutine : IAppointed, IWatcher, IRequester
{
    const int None = -1;

    int appointment = None;
    OpenFile? file;
    bool writes;

    /// <summary>What it executes, which says how large its frame is.</summary>
    public required Program Program { get; init; }

    public required EventLoop Loop { get; init; }

    /// <summary>The only thread that may run it, whose own program it is; null: any of its loop.</summary>
    public Carrier? Pinned { get; init; }

    /// <summary>Which of those that were started under one name it belongs to; null: it is a thread's own
    /// program.</summary>
    public CoroutineGroup? Group { get; init; }

    /// <summary>Its place in that, from 1.</summary>
    public int Place { get; init; }

    /// <summary>Where it goes on, and with what.</summary>
    public int Pc { get; set; }
    public int Frame { get; set; }
    public RandomStream Random { get; set; }
    public ulong NextChild { get; set; }
    public long[] Variables { get; init; } = [];

    /// <summary>The call that it has begun and that has not come back.</summary>
    public Transfer Call;

    /// <summary>The files of which it was told that they are ready, and to which it has not come.</summary>
    public ReadyFiles ReadyFiles { get; set; }

    /// <summary>What its last call came back with.</summary>
    public Answer Answer { get; set; }

    /// <summary>Of those that wait for the same connection, one alone is told.</summary>
    public bool IsExclusive { get; set; }

    /// <summary>It executes the operation again in which it waited, and has paid for that.</summary>
    public bool Repeats { get; set; }

    /// <summary>What would block its thread makes it wait alone: always, or in so many operations.</summary>
    public bool AlwaysAwaits { get; set; }
    public int InAwaits { get; set; }
    public bool Awaits => AlwaysAwaits || InAwaits > 0;

    /// <summary>When a thread left it last, in nanoseconds.</summary>
    public long LaidAt { get; set; }

    /// <summary>What it serves for a client; null: nothing.</summary>
    public RequestInHand? Request { get; set; }

    public CoroutineState State { get; set; } = CoroutineState.Ready;

    /// <summary>It is to end where it awaits something.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>When it became ready, in nanoseconds.</summary>
    public long Since { get; set; }

    /// <summary>An event made it ready, not another coroutine.</summary>
    public bool WasCalled { get; set; }

    /// <summary>What it leaves behind.</summary>
    public long Result { get; set; }

    /// <summary>The next in the line in which it stands.</summary>
    public Coroutine? Next { get; set; }

    /// <summary>Those beside it in its loop, and in its group.</summary>
    public CoroutineList.Neighbours InLoop, InGroup;

    /// <summary>Those whose end it waits for.</summary>
    public CoroutineGroup? Awaited { get; set; }

    string IAppointed.What => $"the time that the coroutine {Program.Name} awaits";

    /// <summary>For what it waits, for people.</summary>
    public string What => file is not null ? file.Channel.Name
        : Call.Request is { } request ? request.Device.Name
        : Awaited is not null ? "coroutines" : appointment >= 0 ? "time" : "";

    /// <summary>Whoever has a file open could bring what it waits for.</summary>
    public bool CanBeServedBy(OpenFile other) =>
        file?.CanBeServedBy(other, writes ? Use.Writing : Use.Reading) == true;

    /// <summary>It waits until a call on a file would come back at once, or for so long.</summary>
    public void WaitFor(OpenFile awaited, bool writing, long until)
    {
        (file, writes) = (awaited, writing);
        awaited.AddWatcher(this);
        if (until != long.MaxValue) WaitUntil(until);
    }

    /// <summary>It waits for the end of others, or for so long.</summary>
    public void WaitFor(CoroutineGroup awaited, long until)
    {
        (Awaited, awaited.Waiter) = (awaited, this);
        if (until != long.MaxValue) WaitUntil(until);
    }

    /// <summary>It waits for a time.</summary>
    public void WaitUntil(long time) =>
        appointment = Loop.Machine.Appointments.After(new(time - Loop.Machine.Now), this);

    /// <summary>It waits for nothing any more.</summary>
    public void Leave()
    {
        file?.RemoveWatcher(this);
        if (appointment >= 0) Loop.Machine.Appointments.Cancel(appointment);
        if (Awaited is not null) Awaited.Waiter = null;
        if (Call.Request is { } request) request.Device.Withdraw(request);
        Call.Request = null;
        (file, appointment, Awaited) = (null, None, null);
    }

    void IAppointed.Due(int what)
    {
        appointment = None;
        Leave();
        Loop.Happened(this, Phase.Timers);
    }

    void IRequester.Completed(DeviceRequest request)
    {
        (Call.Request, Call.Told, Call.Value) = (null, request.Answer, request.Value);
        Call.Copying += request.Device.CostOfAsking(request);
        Leave();
        Loop.Happened(this, Phase.Poll);
    }

    void IWatcher.Changed(OpenFile changed) => TryTake(changed, Use.Both);

    public bool TryTake(OpenFile changed, Use what)
    {
        if (!(writes ? changed.IsWritable : changed.IsReadable)) return false;
        Leave();
        Loop.Happened(this, Phase.Poll);
        return true;
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Devices;

/// <summary>A device that is open, or that a process uses without having opened it.</summary>
/// <remarks>
/// A call that must not wait asks the device, fails with EAGAIN, and goes on failing until the device has done what it
/// was first asked for; the next one is told that. So one read and one write can be under way that nobody waits in.
/// </remarks>
sealed class DeviceFile(Device device, Use use, IoMode mode) : OpenFile(device, use, mode), IAwaited, IRequester
{
    // What nobody is blocked in; threads have their numbers.
    const int ReadAhead = -1, WriteBehind = -2;

    Pending reading, writing;
    long next;

    public override bool IsReadable => reading.IsDone;
    public override bool IsWritable => writing.IsDone;
    internal override bool HasAddresses => true;

    bool IAwaited.IsShared => false;
    string IAwaited.What => device.Name;
    string IAwaited.Means => "a way to hurry it";

    public override Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole) =>
        Ask(thread, ref transfer, RequestKind.Read, MustNotBlock(mode), ref reading);

    public override Flow Write(int thread, ref Transfer transfer, IoMode? mode, long value) =>
        Ask(thread, ref transfer, RequestKind.Write, MustNotBlock(mode), ref writing);

    public override Flow Sync(int thread, ref Transfer transfer)
    {
        var machine = device.Machine;
        if (!device.KeepsWrites) return machine.Finish(thread, 0L);
        if (machine.MustNotWait(thread, out var why)) return machine.FinishEarly(thread, why);
        var request = device.NewRequest(RequestKind.Sync, 0, 0, this, thread, machine.Threads[thread].Cpu);
        device.SubmitAnyway(request);
        transfer.Request = request;
        return machine.BlockOnIO(thread, this);
    }

    void IAwaited.Forget(int thread)
    {
        ref var transfer = ref device.Machine.Threads.Transfers[thread];
        device.Withdraw(transfer.Request!);
        transfer.Request = null;
    }

    // Nobody is woken here before it has what it waited for.
    void IAwaited.PassOn() { }

    bool IAwaited.IsServedBy(OpenFile file) => false;

    void IRequester.Completed(DeviceRequest request)
    {
        if (request.Tag < 0)
        {
            ref var pending = ref request.Tag == ReadAhead ? ref reading : ref writing;
            pending = new()
            {
                IsDone = true, Answer = request.Answer, Value = request.Value, Copying = device.CostOfAsking(request),
            };
            HasChanged(request.Tag == ReadAhead ? Use.Reading : Use.Writing);
            return;
        }
        ref var transfer = ref device.Machine.Threads.Transfers[request.Tag];
        (transfer.Request, transfer.Done) = (null, Math.Max(0, request.Answer));
        transfer.Value = request.Value;
        if (request.Answer >= 0 && request.Kind != RequestKind.Sync) Count(ref transfer);
        transfer.Copying += device.CostOfAsking(request);
        device.Machine.Complete(request.Tag, request.Answer);
    }

    protected override void Close()
    {
        if (reading.Request is { } read) device.Withdraw(read);
        if (writing.Request is { } write) device.Withdraw(write);
        (reading, writing) = (default, default);
    }

    Flow Ask(int thread, ref Transfer transfer, RequestKind kind, bool mustNotBlock, ref Pending pending)
    {
        var machine = device.Machine;
        if (transfer.Told is { } told) return Tell(thread, ref transfer, told);
        if (pending.IsDone) return Tell(thread, ref transfer, ref pending);
        if (mustNotBlock && pending.Request is not null) return machine.Finish(thread, Errno.Again);
        if (transfer.Wanted == 0) return machine.Finish(thread, 0L);
        var at = Place(transfer);
        if (device.TryAtOnce(kind, at, transfer.Wanted))
        {
            next = at + transfer.Wanted;
            transfer.Done = transfer.Wanted;
            Count(ref transfer);
            return machine.Finish(thread, transfer.Done);
        }
        if (!mustNotBlock && machine.MustNotWait(thread, out var why)) return machine.FinishEarly(thread, why);
        var tag = !mustNotBlock ? thread : kind == RequestKind.Read ? ReadAhead : WriteBehind;
        var awaits = !mustNotBlock && machine.Awaits(thread);
        if (awaits && machine.Coroutines.HasHelpers(thread)) return machine.Coroutines.SendAway(thread);
        IRequester by = awaits ? machine.Coroutines.RunBy(thread) : this;
        var request = device.NewRequest(kind, at, transfer.Wanted, by, tag, machine.Threads[thread].Cpu);
        if (device.Submit(request) is { } refused) return machine.Finish(thread, refused);
        next = at + transfer.Wanted;
        if (mustNotBlock)
        {
            pending.Request = request;
            return machine.Finish(thread, Errno.Again);
        }
        transfer.Request = request;
        return awaits ? machine.Coroutines.WaitForDevice(thread) : machine.BlockOnIO(thread, this);
    }

    // Behind the last bytes come the first ones.
    long Place(in Transfer transfer) => transfer.Place >= 0 ? transfer.Place
        : transfer.Wanted > device.Capacity - next ? 0 : next;

    Flow Tell(int thread, ref Transfer transfer, ref Pending pending)
    {
        var answer = pending.Answer;
        transfer.Value = pending.Value;
        transfer.Copying += pending.Copying;
        pending = default;
        return Tell(thread, ref transfer, answer);
    }

    Flow Tell(int thread, ref Transfer transfer, long answer)
    {
        transfer.Done = Math.Max(0, answer);
        if (answer >= 0)
        {
            // Bytes that have come are copied, beside what was asked for them.
            var asking = transfer.Copying;
            Count(ref transfer);
            transfer.Copying += asking;
        }
        return device.Machine.Finish(thread, answer);
    }

    /// <summary>What a device was asked for by a call that has come back.</summary>
    struct Pending
    {
        public DeviceRequest? Request;

        /// <summary>It is done, and nobody has been told yet.</summary>
        public bool IsDone;
        public long Answer, Value;
        public Duration Copying;
    }
}

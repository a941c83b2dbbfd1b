using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Devices;

/// <summary>
/// What works beside the CPUs: asked to read or write, it takes its time, then interrupts a CPU. One kind a file.
/// </summary>
/// <remarks>
/// Every process can use it. A call gives an address, or goes on behind the last one of the same process; one that has
/// opened it goes on behind the last with that handle.
/// </remarks>
public abstract partial class Device : Channel, IReadable, IWritable, IPollable, ISyncable, IAppointed
{
    readonly List<DeviceRequest> requests = [];
    DeviceRequest? free;
    IServing? serving;
    long serial;
    NamedStream? random;

    /// <summary>How many bytes it has; addresses are below that.</summary>
    internal virtual long Capacity => long.MaxValue;

    /// <summary>The request of a number.</summary>
    internal DeviceRequest this[int number] => requests[number];

    /// <summary>Where what is drawn for it comes from, in the order of service.</summary>
    private protected ref RandomStream Random =>
        ref (random ??= new(Machine.Simulation.ClaimKey($"device {Machine.Place}{Name}"))).Stream;

    private protected override (Duration Call, Duration KiB) Prices(Costs costs) => (costs.DeviceSubmit, default);

    /// <summary>For how long it takes a CPU away when it has done a request.</summary>
    private protected virtual Duration CostOfInterrupt => Machine.Costs.DeviceInterrupt;

    /// <summary>Who reads or writes through a cache pays for what that had to ask for.</summary>
    internal Duration CostOfAsking(DeviceRequest request) => Machine.Costs.DeviceSubmit * request.Asked;

    /// <summary>How it comes to serve requests.</summary>
    private protected abstract IServing NewService();

    /// <summary>How long it takes for a request with which it begins now.</summary>
    internal abstract Duration ServiceTime(DeviceRequest request);

    /// <summary>How long what it has done is still on its way to who asked for it.</summary>
    internal virtual Duration DelayOf(DeviceRequest request) => Duration.Zero;

    /// <summary>Why it cannot take a request at present; null where it can.</summary>
    private protected virtual Errno? WhyNot(DeviceRequest request) => null;

    private protected IServing Serving => serving ??= NewService();

    internal Operation Syncing => field ??= new Sync.Step(new(Number));

    internal override OpenFile? PresentIn(Process process)
    {
        var handles = process.Handles;
        var isOpened = handles.Named(this, writes: false) >= 0 || handles.Named(this, writes: true) >= 0;
        return isOpened ? null : handles.Unopened(this);
    }

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how) =>
        Give(thread, NewFile(how.For ?? Use.Both, how.Mode), how.EndsWithExec);

    /// <summary>What a process uses of it that has opened it, or does not need to.</summary>
    internal virtual OpenFile NewFile(Use use, IoMode mode) => new DeviceFile(this, use, mode);

    /// <summary>A request that is to be submitted next.</summary>
    /// <param name="cpu">That on which it is asked for.</param>
    /// <param name="tag">What its requester knows it by.</param>
    internal DeviceRequest NewRequest(
        RequestKind kind, long at, long bytes, IRequester? who, int tag = 0, int cpu = 0)
    {
        if (free is { } request) free = request.Behind;
        else requests.Add(request = new(this, requests.Count));
        (request.Kind, request.At, request.Bytes) = (kind, at, bytes);
        (request.Requester, request.Tag, request.Cpu, request.Behind) = (who, tag, Math.Max(0, cpu), null);
        (request.Value, request.Asked) = (0, 0);
        return request;
    }

    /// <summary>
    /// Asks for what a new request says; its requester is told when that is done, never before this has come back. When
    /// it is refused, which is answered, there is no request any more.
    /// </summary>
    internal Errno? Submit(DeviceRequest request)
    {
        if ((WhyNotAt(request.At, request.Bytes) ?? WhyNot(request)) is { } why)
        {
            CountRefusal();
            Free(request);
            return why;
        }
        SubmitAnyway(request);
        return null;
    }

    /// <summary>The same, but it cannot be refused: the kernel itself asks.</summary>
    internal void SubmitAnyway(DeviceRequest request)
    {
        request.Arrived = Machine.Simulation.Now;
        (request.Answer, request.Serial) = (request.Bytes, serial++);
        Submitted++;
        InFlight++;
        request.State = RequestState.Queued;
        Serving.Enter(request);
    }

    /// <summary>
    /// Nobody wants to know any more: it leaves if it is queued still; else the device goes on with it, in vain.
    /// </summary>
    internal void Withdraw(DeviceRequest request)
    {
        request.Requester = null;
        if (request.State != RequestState.Queued) return;
        Serving.Leave(request);
        Withdrawn++;
        InFlight--;
        Free(request);
    }

    /// <summary>Moves bytes that it has at hand, without being asked for them; false where it has not.</summary>
    internal virtual bool TryAtOnce(RequestKind kind, long at, long bytes) => false;

    /// <summary>What was written may be in memory only.</summary>
    internal virtual bool KeepsWrites => false;

    internal Errno? WhyNotAt(long at, long bytes) =>
        at < 0 || bytes < 0 || bytes > Capacity - at ? Errno.Invalid : null;

    /// <summary>Something is to be done after a time.</summary>
    internal int Appoint(Duration after, IAppointed whom, int what) => Machine.Appointments.After(after, whom, what);

    /// <summary>It begins to serve a request.</summary>
    internal void Begins(DeviceRequest request)
    {
        request.State = RequestState.InService;
        request.Started = Machine.Simulation.Now;
        IsBusyWith(1);
    }

    /// <summary>It has served a request.</summary>
    internal void Ends(DeviceRequest request)
    {
        request.State = RequestState.Done;
        IsBusyWith(-1);
    }

    /// <summary>What it has done goes to who asked for it.</summary>
    internal void Deliver(DeviceRequest request)
    {
        if (DelayOf(request) is { Nanoseconds: > 0 } delay) Appoint(delay, this, request.Number);
        else Interrupt(request);
    }

    string IAppointed.What => $"a request of {Name}";

    void IAppointed.Due(int what)
    {
        if (what >= 0) Interrupt(requests[what]);
        else Tell(requests[~what]);
    }

    // A CPU is taken away for a time; then whoever asked goes on.
    void Interrupt(DeviceRequest request)
    {
        request.Completed = Machine.Simulation.Now;
        Count(request);
        if (CostOfInterrupt == Duration.Zero) Tell(request);
        else Appoint(Machine.Interrupt(request.Cpu, CostOfInterrupt), this, ~request.Number);
    }

    void Tell(DeviceRequest request)
    {
        request.Requester?.Completed(request);
        Free(request);
    }

    void Free(DeviceRequest request)
    {
        (request.State, request.Requester, request.Behind) = (RequestState.Free, null, free);
        free = request;
    }

    private protected static long CapacityOf(Bytes? capacity) => capacity is not { Count: var bytes } ? long.MaxValue
        : bytes >= 1 ? bytes
        : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1B");

    /// <summary>How long bytes take at a rate; none where there is no rate.</summary>
    private protected static Duration Transfer(ByteRate? rate, long bytes) =>
        rate?.TimeFor(bytes) ?? Duration.Zero;

    /// <summary>A stream of random numbers that is shared by reference.</summary>
    sealed class NamedStream(ulong key)
    {
        RandomStream stream = new(key);

        public ref RandomStream Stream => ref stream;
    }
}

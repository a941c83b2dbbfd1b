using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>The call of <c>poll</c> or <c>select</c>: it looks at each file, and pays for each look.</summary>
/// <remarks>A handler that comes meanwhile always ends it with EINTR: signal(7).</remarks>
/// <param name="first">All handles from this one to the last that are open; null: none.</param>
/// <param name="isSelect">It takes no handle from <see cref="SetSize"/> on, and none that is not open.</param>
/// <param name="tells">The thread will be told which are ready.</param>
sealed class PollStep(IReadOnlyList<ChannelReference<IPollable>> of, Formula? first, Formula? last, Use what,
    RandomDuration? timeout, bool isSelect, bool tells) : SlowCall
{
    /// <summary>FD_SETSIZE of Linux and glibc. select(2)</summary>
    public const long SetSize = 1024;

    internal override bool GivesUp => timeout is not null;
    protected override bool BeginsAnew(Machine machine, int thread) => false;

    protected internal override Charge Cost(Machine machine, int thread)
    {
        var costs = machine.Costs;
        return Charge.System(costs.SystemCall + Begin(machine, thread).Count * costs.PollFile);
    }

    protected internal override Flow Execute(Machine machine, int thread) => Begin(machine, thread).Look(tells);

    Polling Begin(Machine machine, int thread)
    {
        ref var transfer = ref machine.Begin(thread, wanted: null, timeout);
        if (transfer.At is Polling begun) return begun;
        var call = machine.NewPolling();
        transfer.At = call;
        call.Begin(thread, what);
        for (var i = 0; i < of.Count; i++)
        {
            var named = of[i];
            if (named.Handle is { } handle) AddHandle(machine, thread, call, handle.Evaluate(machine, thread), i + 1);
            else if (named.Index is not null) AddNamed(machine.ChannelAt(named, thread)!, thread, call, i + 1);
            else
                for (var one = 0; one < named.Count; one++)
                    AddNamed(machine.Channels[named.First + one], thread, call, i + 1);
        }
        if (first is not null || last is not null) AddRange(machine, thread, call);
        return call;
    }

    void AddHandle(Machine machine, int thread, Polling call, long handle, int place)
    {
        // One below 0 is left out: poll(2).
        if (handle < 0 && !isSelect) return;
        var file = machine.ProcessOf(thread).Handles.Find(handle);
        if (isSelect && handle >= SetSize) call.Error = Errno.Invalid;
        else if (isSelect && file is null) call.Error = Errno.BadHandle;
        call.Add(file, handle, place, what);
    }

    // Where the process listens at an address, that is meant; of a pipe for both, both ends.
    void AddNamed(Channel channel, int thread, Polling call, int place)
    {
        var process = channel.Machine.ProcessOf(thread);
        if (channel.PresentIn(process) is { } present)
        {
            call.Add(present, -1, place, what);
            return;
        }
        var handles = process.Handles;
        var listening = what == Use.Writing ? -1 : handles.Listening(channel);
        var reading = what == Use.Writing ? -1 : listening >= 0 ? listening : handles.Named(channel, writes: false);
        var writing = what == Use.Reading || reading == listening && listening >= 0 ? -1
            : handles.Named(channel, writes: true);
        if (reading < 0 && writing < 0) call.Error = Errno.BadHandle;
        else if (reading == writing) call.Add(handles.Find(reading), reading, place, what);
        else
        {
            if (reading >= 0) Add(reading, what == Use.Both && writing >= 0 ? Use.Reading : what);
            if (writing >= 0) Add(writing, what == Use.Both && reading >= 0 ? Use.Writing : what);
        }
        if (isSelect && Math.Max(reading, writing) >= SetSize) call.Error = Errno.Invalid;

        void Add(int handle, Use its) => call.Add(handles.Find(handle), handle, place, its);
    }

    void AddRange(Machine machine, int thread, Polling call)
    {
        var handles = machine.ProcessOf(thread).Handles;
        var from = Math.Max(0, first?.Evaluate(machine, thread) ?? 0);
        var to = Math.Min(handles.End - 1, last?.Evaluate(machine, thread) ?? long.MaxValue);
        if (isSelect && to >= SetSize) call.Error = Errno.Invalid;
        for (var handle = from; handle <= to; handle++)
            if (handles.Find(handle) is { } file) call.Add(file, handle, 0, what);
    }
}

using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>A call that tells an epoll of a file: epoll_ctl(2).</summary>
abstract class EpollStep(ChannelReference<Epoll> epoll, ChannelReference<IPollable> file, Use what) : Operation
{
    protected internal sealed override Charge Cost(Machine machine, int thread) =>
        Charge.System(machine.Costs.SystemCall + machine.Costs.Epoll);

    protected internal sealed override Flow Execute(Machine machine, int thread)
    {
        var handles = machine.ProcessOf(thread).Handles;
        var handle = HandleOf(machine, thread, handles);
        var error = handles.Find(machine.HandleAt(epoll, thread, writes: false)) is not { } found ? Errno.BadHandle
            : handles.Find(handle) is not { } its ? Errno.BadHandle
            : found is not EpollFile open ? Errno.Invalid
            : Tell(machine, thread, open, its, handle);
        return error is { } why ? machine.Answer(thread, why) : machine.Answer(thread, 0);
    }

    /// <summary>A file that is one, not an array.</summary>
    public static ChannelReference<IPollable> One(in ChannelReference<IPollable> file, string option) => !file.IsMany
        ? file
        : throw new ArgumentOutOfRangeException(option, file, "is an array: each is added on its own, `name[1]`");

    /// <summary>Answers why it cannot.</summary>
    protected abstract Errno? Tell(Machine machine, int thread, EpollFile epoll, OpenFile file, long handle);

    protected Interest InterestOf(Machine machine, int thread, long handle, bool edge, bool once, Formula? value) =>
        new(what, edge, once, value?.Evaluate(machine, thread) ?? handle);

    // A name means the door where the process listens there, else the end for the use.
    long HandleOf(Machine machine, int thread, Handles handles)
    {
        if (machine.ChannelAt(file, thread) is not { } channel) return file.Handle!.Evaluate(machine, thread);
        if (handles.Listening(channel) is >= 0 and var door) return door;
        var handle = handles.Named(channel, writes: what == Use.Writing);
        return handle >= 0 ? handle : handles.Named(channel, writes: true);
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>How the method of a thread waits for many open files at once.</summary>
/// <remarks>What it names must belong to its machine; a handle is named by <see cref="Handle"/>.</remarks>
public static class PollCalls
{
    /// <summary>The file of a handle.</summary>
    public static ChannelReference<IPollable> Handle(long handle) => new(0, Handle: handle);

    /// <summary>Waits until one of them is ready, looking at each. poll(2)</summary>
    /// <param name="within">How long at most; for ever when left out.</param>
    public static PollCall Poll(this Thread self, IReadOnlyList<ChannelReference<IPollable>> files,
        Use @for = Use.Reading, Duration? within = null) =>
        new(self, new PollStep(files, null, null, @for, within, isSelect: false, tells: true));

    /// <summary>Waits until one of those that an epoll watches is ready. epoll_wait(2)</summary>
    /// <param name="most">Of how many it is told at most.</param>
    /// <param name="within">How long at most; for ever when left out.</param>
    public static PollCall Wait(this Epoll epoll, Thread self, int most = 64, Duration? within = null) =>
        most < 1 ? throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1")
            : new(self, new EpollWait.Step(Own(epoll, self), most, within, tells: true));

    /// <summary>Lets it watch an open file: 0, or below 0 why not. epoll_ctl(2)</summary>
    /// <param name="edge">Tells each change once.</param>
    /// <param name="exclusive">Of several such epolls, one alone is told of a change.</param>
    /// <param name="once">Tells once, until it is changed.</param>
    /// <param name="value">What comes with it; its handle when left out.</param>
    public static AnswerCall Add(this Epoll epoll, Thread self, ChannelReference<IPollable> file,
        Use @for = Use.Reading, bool edge = false, bool exclusive = false, bool once = false, long? value = null) =>
        exclusive && once
            ? throw new ArgumentOutOfRangeException(nameof(exclusive), exclusive, "cannot be told once: epoll_ctl(2)")
            : new(self, new EpollAdd.Step(Own(epoll, self), file, @for, edge, exclusive, once, Its(value)));

    /// <summary>Lets it watch an open file for something else, or again.</summary>
    /// <param name="edge">Tells each change once.</param>
    /// <param name="once">Tells once.</param>
    /// <param name="value">What comes with it; its handle when left out.</param>
    public static AnswerCall Change(this Epoll epoll, Thread self, ChannelReference<IPollable> file,
        Use @for = Use.Reading, bool edge = false, bool once = false, long? value = null) =>
        new(self, new EpollChange.Step(Own(epoll, self), file, @for, edge, once, Its(value)));

    /// <summary>Lets it watch an open file no more.</summary>
    public static AnswerCall Remove(this Epoll epoll, Thread self, ChannelReference<IPollable> file) =>
        new(self, new EpollRemove.Step(Own(epoll, self), file));

    static Formula? Its(long? value) => value is { } its ? (Formula)its : null;

    static ChannelReference<Epoll> Own(Epoll epoll, Thread self) => epoll.IsOf(self.Machine)
        ? epoll
        : throw new InvalidOperationException($"{self} uses an epoll of another machine, or of none");
}

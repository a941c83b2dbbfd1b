using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of a channel. All come back with what POSIX gives: below 0, it failed.</summary>
public static class ChannelCalls
{
    /// <summary>Opens it for the process of the thread: a handle.</summary>
    /// <param name="for">What for; left out, what one process does with this kind.</param>
    /// <param name="create">Makes one where there is none.</param>
    /// <param name="exclusive">With <c>create</c>, fails where there is one already.</param>
    public static AnswerCall Open(this Channel one, Thread self, Use? @for = null, IoMode mode = IoMode.Blocking,
        bool create = false, bool exclusive = false) =>
        new(self, Own(one, self).Opening(new(@for, mode, create, exclusive)));

    /// <summary>Removes what stands in the kernel by its name or key.</summary>
    public static AnswerCall Remove(this Channel one, Thread self) => new(self, Own(one, self).Removing);

    /// <summary>Closes it for the process of the thread.</summary>
    public static AnswerCall Close(this Channel one, Thread self, Use end = Use.Both) =>
        new(self, Own(one, self).Closing(end));

    /// <summary>Reads what is there, up to so many bytes; waits while there are none. 0 at the end.</summary>
    public static AnswerCall Read(this Channel one, Thread self, Bytes most) =>
        new(self, Own(one, self).Reading, most.Count, Channel.Paying);

    /// <summary>Reads so many bytes, or all up to the end.</summary>
    public static AnswerCall ReadAll(this Channel one, Thread self, Bytes all) =>
        new(self, Own(one, self).ReadingAll, all.Count, Channel.Paying);

    /// <summary>Writes so many bytes; waits while there is no room.</summary>
    public static AnswerCall Write(this Channel one, Thread self, Bytes bytes) =>
        new(self, Own(one, self).Writing, bytes.Count);

    static Channel Own(Channel one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a channel of another machine, or of none");
}

using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>A connection that a process has open, by its handle.</summary>
/// <param name="Handle">The handle; below 0, why there is none.</param>
public readonly record struct Connection(long Handle)
{
    static readonly ChannelReference<IReadable> ToRead = new(0, Handle: new Given());
    static readonly ChannelReference<IWritable> ToWrite = new(0, Handle: new Given());
    static readonly Operation Reading = new Read.Step(ToRead, null, all: false, null, null);
    static readonly Operation ReadingAll = new Read.Step(ToRead, null, all: true, null, null);
    static readonly Operation Writing = new Write.Step(ToWrite, null, null, null, null);
    static readonly Operation Closing = new Close.Step(new(0, Handle: new Given()), Use.Both);
    static readonly Operation ShuttingWriting = new Shutdown.Step(ToRead, Use.Writing);

    /// <summary>There is one.</summary>
    public bool IsOpen => Handle >= 0;

    /// <summary>Why there is none.</summary>
    public Errno? Error => IsOpen ? null : (Errno)(-Handle);

    /// <summary>Reads what is there, up to so many bytes; waits while there are none. 0 at the end.</summary>
    public AnswerCall Read(Thread self, Bytes most) => new(self, Reading, most.Count, Channel.Paying, Handle);

    /// <summary>Reads so many bytes, or all up to the end.</summary>
    public AnswerCall ReadAll(Thread self, Bytes all) => new(self, ReadingAll, all.Count, Channel.Paying, Handle);

    /// <summary>Writes so many bytes; waits while there is no room.</summary>
    public AnswerCall Write(Thread self, Bytes bytes) => new(self, Writing, bytes.Count, handle: Handle);

    /// <summary>Writes nothing more: the other side comes to the end, and may go on writing.</summary>
    public AnswerCall Shutdown(Thread self) => new(self, ShuttingWriting, handle: Handle);

    public AnswerCall Close(Thread self) => new(self, Closing, handle: Handle);

    // The handle that the call of a method gave.
    sealed class Given : Formula
    {
        protected internal override long Evaluate(Machine machine, int thread) =>
            machine.Threads.BodyOf(thread).Calling.Handle;
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of a channel of messages.</summary>
public static class MessageCalls
{
    /// <summary>Sends a message; waits while there is no room. 0, or below 0 why it was not sent.</summary>
    /// <param name="value">What it says.</param>
    /// <param name="rank">Its priority, or its type; 0, or 1, when left out.</param>
    /// <param name="within">How long it waits at most; for ever when left out.</param>
    public static SendCall Send(this MessageChannel one, Thread self, Bytes bytes, long value = 0, long? rank = null,
        Duration? within = null, IoMode? mode = null) =>
        new(self, new(bytes.Count, value, rank ?? (one is SystemVMessageQueue ? 1 : 0)),
            within is null && mode is null ? Own(one, self).Sending
            : new Send.Step(new(Own(one, self).Number), null, null, null, null, within, mode));

    /// <summary>Receives a message; waits while there is none.</summary>
    /// <param name="which">Which, where messages have types; any when left out.</param>
    /// <param name="most">How much room there is; enough when left out.</param>
    /// <param name="within">How long it waits at most; for ever when left out.</param>
    public static ReceiveCall Receive(this MessageChannel one, Thread self, Selection which = default,
        Bytes? most = null, Duration? within = null, IoMode? mode = null) =>
        new(self, which, most?.Count ?? long.MaxValue,
            within is null && mode is null ? Own(one, self).Receiving
            : new Receive.Step(new(Own(one, self).Number), null, null, false, false, within, mode));

    static MessageChannel Own(MessageChannel one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a channel of another machine, or of none");
}

using Timeslice.Kernel.Channels.Naming;

namespace Timeslice.Kernel.Channels;

/// <summary>A channel by whose name queues of messages stand in the kernel, and the accounts of these.</summary>
public abstract class MessageChannel : Channel, ISendable, IReceivable, IRemovable
{
    public sealed override bool CarriesMessages => true;

    internal void Put(in Message message) => MessageMoved(1, message.Bytes);
    internal void Took(in Message message) => MessageMoved(-1, message.Bytes);
    internal void HandOver(in Message message) => Passed(message.Bytes);
    internal void Lose(int count, long bytes) => Emptied(count, bytes);
    internal void HasSent(in Transfer transfer) => CountWrite(transfer);
    internal void HasReceived(ref Transfer transfer) => CountRead(ref transfer);
}

namespace Timeslice.Kernel.Networks;

/// <summary>Is told of messages over the network that were sent to it.</summary>
public interface IReceiver
{
    /// <summary>
    /// A message has come to the other end, or would have come if none of its packets were lost: an event of its own,
    /// never within the call that sent it. Of one link, in the order of sending.
    /// </summary>
    void Delivered(in Delivery delivery);
}

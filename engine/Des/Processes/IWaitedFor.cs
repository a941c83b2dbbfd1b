namespace Timeslice.Des;

/// <summary>Owns a <see cref="WaitQueue"/>, and decides when its waiters are granted what they wait for.</summary>
public interface IWaitedFor
{
    /// <summary>One has left the queue without a grant. The one behind may be due now.</summary>
    void GaveUp(Waiter waiter);
}

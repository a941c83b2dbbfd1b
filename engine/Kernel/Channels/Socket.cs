using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// An address at which processes can be reached: what goes over all its connections is accounted for here.
/// </summary>
public abstract class Socket(SocketFamily family) : Channel
{
    public SocketFamily Family => family;

    /// <summary>Bytes that were put in and that nobody could take out any more.</summary>
    public long BytesLost { get; private set; }

    internal bool IsNetwork => family == SocketFamily.Network;

    internal override void Restart()
    {
        base.Restart();
        BytesLost = 0;
    }

    private protected sealed override (Duration Call, Duration KiB) Prices(Costs costs) => IsNetwork
        ? (costs.NetworkSocket, costs.NetworkSocketKiB) : (costs.LocalSocket, costs.LocalSocketKiB);

    internal void Put(long bytes) => Moved(bytes, 0);
    internal void Took(long bytes) => Moved(0, bytes);

    internal void Lose(long bytes)
    {
        BytesLost += bytes;
        Emptied(bytes);
    }

    internal void HasWritten(in Transfer transfer) => CountWrite(transfer);

    /// <param name="on">Where the bytes are copied.</param>
    internal void HasRead(ref Transfer transfer, Machine on)
    {
        CountRead(ref transfer);
        transfer.Copying = CostOfCopyingAt(on.Costs, transfer.Done);
    }

    /// <summary>A thread has written to where nobody reads any more.</summary>
    internal Flow Fail(int thread, Machine on) => Break(thread, on);
}

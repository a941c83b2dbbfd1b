using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// An address at which processes can be reached: what goes over all its connections is accounted for here.
/// </summary>
public abstract class Socket(SocketFamily family) : Channel, IPollable
{
    // Where somebody was found last, on another machine.
    Socket? known;

    public SocketFamily Family => family;

    /// <summary>Bytes that were put in and that nobody could take out any more.</summary>
    public long BytesLost { get; private set; }

    internal bool IsNetwork => family == SocketFamily.Network;

    /// <summary>A process of its machine can be reached there.</summary>
    private protected abstract bool IsPresent { get; }

    /// <summary>The one of its name on a machine; itself where that has none.</summary>
    internal Socket On(Machine machine) =>
        machine != Machine && Number < machine.Channels.Count
            && machine.Channels[Number] is Socket its && its.Name == Name && its.GetType() == GetType() ? its : this;

    /// <summary>Where it is reached: here or, over the network, on the first machine where a process can be.</summary>
    internal Socket Reached()
    {
        if (IsPresent || !IsNetwork || !Machine.World.IsShared) return this;
        if (known is { IsPresent: true }) return known;
        foreach (var machine in Machine.World.Machines)
            if (On(machine) is { IsPresent: true } its) return known = its;
        return known ?? this;
    }

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

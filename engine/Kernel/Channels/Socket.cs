using Timeslice.Des;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// An address at which processes can be reached: what goes over all its connections is accounted for here.
/// </summary>
public abstract class Socket : Channel, IRemovable, IPollable
{
    readonly SocketFamily family;
    readonly SocketName? path;

    private protected Socket(SocketFamily family, string? owner, string? group, string? mode) =>
        (this.family, path) = (family, SocketName.Of(family, owner, group, mode));

    // Where somebody was found last, on another machine.
    Socket? known;

    public SocketFamily Family => family;

    /// <summary>Bytes that were put in and that nobody could take out any more.</summary>
    public long BytesLost { get; private set; }

    /// <summary>Something was said of who may use it: it has a name in the file system.</summary>
    public bool HasPermissions => path is not null;

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

    /// <summary>A thread's process is bound to it; answers why it is not.</summary>
    private protected Errno? Bind(int thread) =>
        IsPresent ? Errno.AddressInUse : path?.Make(Machine.ProcessOf(thread).Credentials);

    /// <summary>Why a thread of its machine cannot reach by its name who is bound to it; null where it can.</summary>
    internal Errno? WhyNotReached(int thread) =>
        path is null ? null : Counted(path.WhyNotReached(Machine.ProcessOf(thread).Credentials));

    internal sealed override Errno? Remove(int thread)
    {
        if (path is null) return Errno.Invalid;
        var error = Counted(path.Remove(Machine.ProcessOf(thread).Credentials));
        if (error is null) Unbind();
        return error;
    }

    /// <summary>Nobody is reached there any more who was.</summary>
    private protected abstract void Unbind();

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

    Errno? Counted(Errno? error)
    {
        if (error == Errno.Access) CountRefusal();
        return error;
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

using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Servers;

namespace Timeslice.Kernel;

/// <content>Servers, and the requests that their threads have in hand.</content>
public sealed partial class Machine
{
    readonly List<Server> servers = [];

    public IReadOnlyList<Server> Servers => servers;

    /// <summary>Who serves which request; null where there is no server.</summary>
    internal Serving? Serving { get; private set; }

    /// <summary>A server joins the machine, and begins: at the stream socket of its name, one of its own where there
    /// is none.</summary>
    public Server Add(Server added)
    {
        if (servers.Exists(other => other.Name == added.Name))
            throw new ArgumentException($"there is a server {added.Name} already: names tell results apart",
                nameof(added));
        var door = channels.Find(channel => channel.Name == added.Name);
        if (door is not (null or StreamSocket))
            throw new ArgumentException($"there is a channel {added.Name} that is no stream socket", nameof(added));
        Serving ??= new();
        added.Attach(this, (StreamSocket?)door ?? Add(new StreamSocket(DoorOf(added)), added.Name));
        servers.Add(added);
        return added;
    }

    internal SocketFamily DoorOf(Server server) =>
        server.Family ?? (world is { IsShared: true } ? SocketFamily.Network : SocketFamily.Local);

    /// <summary>All threads that live wait for clients, and have nothing in hand: nobody is stuck.</summary>
    internal bool AwaitsClients()
    {
        if (Threads.Live > 0 && Serving is null) return false;
        for (var thread = 0; thread < Threads.End; thread++)
            if (Threads.IsLive(thread)
                && (ProcessOf(thread).Origin.Server is null || Serving!.Of(thread) is not null)) return false;
        return true;
    }
}

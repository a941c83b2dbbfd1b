using Timeslice.Kernel.Coroutines;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// One thread, which goes on with whatever connection it can: it waits for all of them at once, and for what a request
/// waits for, such as a device, all connections wait with it. What a request awaits (<c>await</c>), it alone waits for.
/// </summary>
/// <remarks>
/// SPED of V. S. Pai, P. Druschel and W. Zwaenepoel, "Flash: an efficient and portable web server", USENIX 1999.
/// </remarks>
public sealed class EventLoop : Architecture
{
    internal override void Build(Server server)
    {
        server.Start("loop", [new OpenWorkplace(server), .. new Loop(server, blocks: true).Program]);
        server.Process.Coroutines = ManyToOne.Usual;
    }
}

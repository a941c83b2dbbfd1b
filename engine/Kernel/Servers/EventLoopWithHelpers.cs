using Timeslice.Kernel.Coroutines;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// One thread, which goes on with whatever connection it can, and threads beside it which wait for devices in its
/// place: what must be read from a disk is handed over, and handed back when it is there.
/// </summary>
/// <remarks>
/// AMPED of V. S. Pai, P. Druschel and W. Zwaenepoel, "Flash: an efficient and portable web server", USENIX 1999; there
/// the helpers are processes.
/// </remarks>
/// <param name="helpers">How many threads wait for devices, from 1 to 1024.</param>
public sealed class EventLoopWithHelpers(int helpers = 8) : Architecture
{
    readonly ManyToOne model = helpers is >= 1 and <= 1024 ? new(helpers)
        : throw new ArgumentOutOfRangeException(nameof(helpers), helpers, "must be from 1 to 1024");

    internal override void Build(Server server)
    {
        server.Start("loop", [new OpenWorkplace(server), .. new Loop(server, blocks: false).Program]);
        server.Process.Coroutines = model;
    }
}

using Timeslice.Kernel.Coroutines;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A coroutine for each connection, on one thread or on several: whatever a request waits for, its coroutine waits for
/// alone, devices as well. Locks are of threads, and block all coroutines of one.
/// </summary>
/// <param name="carriers">How many threads run them, from 1 to 1024.</param>
/// <param name="queue">Of several threads, where those coroutines stand that can go on.</param>
public sealed class CoroutinesArchitecture(int carriers = 1, CarrierQueue queue = CarrierQueue.Stealing) : Architecture
{
    readonly CoroutineModel model = carriers == 1 ? ManyToOne.Usual : new ManyToMany(carriers, queue);

    internal override void Build(Server server)
    {
        server.Start("loop", [new OpenWorkplace(server), .. new Loop(server, blocks: false).Program]);
        server.Process.Coroutines = model;
    }
}

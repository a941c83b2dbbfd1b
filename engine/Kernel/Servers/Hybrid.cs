using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// Processes that were forked beforehand, each with threads that were started beforehand and accept connections
/// themselves: who crashes takes the requests of one process along. The main process forks another for each that ends.
/// </summary>
/// <remarks>As the worker module of Apache's httpd, but that there one thread of each process accepts.</remarks>
/// <param name="processes">How many processes, from 1.</param>
/// <param name="threads">How many threads each has that serve, from 1.</param>
public sealed class Hybrid(int processes, int threads) : Architecture
{
    readonly int processes = Checked(processes, nameof(processes));

    readonly int threads = Checked(threads, nameof(threads));

    internal override void Build(Server server)
    {
        var connection = new Word();
        var worker = new Program("thread", [
            new BeginWorker(server),
            new Forever([new AcceptNext(server, connection), new Conversation(server, connection)]),
        ]);
        server.Start("master", Prefork.Workers(server, processes,
            [new Spawn(worker, threads) { Source = server.Source }, new Join()]));
    }
}

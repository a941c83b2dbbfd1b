using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A process for each connection: the main process accepts and forks a child, which ends with the connection. Children
/// that have ended are waited for when the next connection has come.
/// </summary>
/// <remarks>W. R. Stevens, "UNIX Network Programming", volume 1, chapter 30.</remarks>
/// <param name="most">
/// How many children there may be, from 1: while there are so many, no connection is accepted. Any number when left
/// out.
/// </param>
public sealed class ForkPerConnection(int? most = null) : Architecture
{
    readonly int? most = most is null or >= 1 ? most
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1");

    internal override void Build(Server server)
    {
        var (connection, children) = (new Word(), new Word());
        List<Operation> acceptor =
        [
            new AcceptNext(server, connection),
            new Fork(name: "worker", parent: [new Close(new ChannelReference<Channel>(0, Handle: connection))], child:
            [
                new Close(server.Door), new BeginWorker(server), new Conversation(server, connection),
            ]) { Source = server.Source },
            new AddTo(children, +1), new ReapWorkers(server, children, areReplaced: false),
        ];
        if (most is { } limit)
            acceptor.Add(new While(children >= limit, [new AwaitWorker(server, children, isReplaced: false)]));
        server.Start("acceptor", new Forever(acceptor));
    }
}

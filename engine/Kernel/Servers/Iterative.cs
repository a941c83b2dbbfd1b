using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>One thread, which serves one connection after the other from its beginning to its end.</summary>
/// <remarks>W. R. Stevens, "UNIX Network Programming", volume 1, chapter 30.</remarks>
public sealed class Iterative : Architecture
{
    internal override void Build(Server server)
    {
        var connection = new Word();
        server.Start("server", new BeginWorker(server), new Forever([
            new AcceptNext(server, connection), new Conversation(server, connection),
        ]));
    }
}

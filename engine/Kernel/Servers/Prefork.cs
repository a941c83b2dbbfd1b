using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>How the workers of a server come to the connections of one address.</summary>
public enum Accepting
{
    /// <summary>All of them wait there; the kernel wakes the first in line.</summary>
    Shared,

    /// <summary>One of them waits there, who holds a mutex; the others wait for that.</summary>
    Mutex,
}

/// <summary>
/// Processes that were forked beforehand: each accepts connections itself and serves one from its beginning to its end.
/// The main process forks another for each that ends.
/// </summary>
/// <remarks>W. R. Stevens, "UNIX Network Programming", volume 1, chapter 30; prefork of Apache's httpd.</remarks>
/// <param name="workers">How many processes, from 1.</param>
/// <param name="recycleAfter">
/// After how many requests a worker exits, from 1, with all that it has not freed. Never when left out.
/// </param>
/// <param name="accept">How they come to the connections.</param>
public sealed class Prefork(int workers, long? recycleAfter = null, Accepting accept = Accepting.Shared) : Architecture
{
    readonly int workers = Checked(workers, nameof(workers));

    readonly long recycleAfter = recycleAfter is null or >= 1 ? recycleAfter ?? long.MaxValue
        : throw new ArgumentOutOfRangeException(nameof(recycleAfter), recycleAfter, "must be at least 1");

    internal override void Build(Server server)
    {
        var (connection, served) = (new Word(), new Word());
        Operation next = new AcceptNext(server, connection);
        if (accept == Accepting.Mutex)
            next = new With(server.Machine.Add($"{server.Name}.accept", new Mutex(robust: true)), [next]);
        server.Start("master", Workers(server, workers,
        [
            new BeginWorker(server), new Forever([
                next, new Conversation(server, connection, served, recycleAfter),
                new If(served >= recycleAfter, [new Exit()]),
            ]),
        ]));
    }

    /// <summary>What a main process does that always has so many workers.</summary>
    internal static Operation Workers(Server server, int count, IReadOnlyList<Operation> worker)
    {
        var children = new Word();
        return new Forever([
            new While(children < count, [
                new Fork(worker, name: "worker") { Source = server.Source }, new AddTo(children, +1),
            ]),
            new AwaitWorker(server, children, isReplaced: true),
        ]);
    }
}

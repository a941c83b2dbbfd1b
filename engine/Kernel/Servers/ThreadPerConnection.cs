using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A thread for each connection: the main thread accepts and starts a thread, which is over with the connection.
/// </summary>
/// <param name="most">
/// How many threads there may be, from 1: while there are so many, no connection is accepted. Any number when left out.
/// </param>
public sealed class ThreadPerConnection(int? most = null) : Architecture
{
    readonly int? most = most is null or >= 1 ? most
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1");

    internal override void Build(Server server)
    {
        var (connection, own) = (new Word(), new Word());
        var limit = most is { } given ? new ThreadLimit(server, given) : null;
        var worker = new Program("worker", [
            new BeginWorker(server), new TakeConnection(server, own), new Conversation(server, own),
            .. limit?.Leave ?? [],
        ]);
        server.Start("acceptor", new OpenWorkplace(server), new Forever([
            .. limit?.Enter ?? [], new AcceptNext(server, connection), new PutConnection(server, connection),
            new Spawn(worker) { Source = server.Source },
        ]));
    }

    /// <summary>So many threads and no more: the acceptor waits before it accepts.</summary>
    sealed class ThreadLimit(Server server, int most)
    {
        readonly Mutex mutex = server.Machine.Add($"{server.Name}.threads", new Mutex(robust: true));

        Condition Room => field ??= server.Machine.Add($"{server.Name}.room", new Condition(mutex));

        public IReadOnlyList<Operation> Enter =>
        [
            new With(mutex, [new While(new Threads(server) >= most, [new Wait(Room)]), new CountThread(server, +1)]),
        ];

        public IReadOnlyList<Operation> Leave =>
            [new With(mutex, [new CountThread(server, -1), new Notify(Room)])];
    }

    sealed class Threads(Server server) : Formula
    {
        internal override bool IsOwn => false;

        protected internal override long Evaluate(Machine machine, int thread) => server.PlaceOf(thread).Threads;
    }

    sealed class CountThread(Server server, int by) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            server.PlaceOf(thread).Threads += by;
            return Flow.Next;
        }
    }
}

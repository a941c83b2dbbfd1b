using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>What becomes of connections when the queue of a thread pool is full.</summary>
public enum WhenFull
{
    /// <summary>They are not accepted before there is room, and stand in the backlog.</summary>
    Wait,

    /// <summary>They are accepted, and their request is answered with 503.</summary>
    Shed,
}

/// <summary>From where the workers of a thread pool take connections.</summary>
public enum Lines
{
    /// <summary>From one queue, whoever is free.</summary>
    Shared,

    /// <summary>Each from a queue of its own; the acceptor deals in turn.</summary>
    PerWorker,
}

/// <summary>
/// Threads that were started beforehand: the main thread accepts connections and puts them into a queue, from which
/// the workers take them; each serves one connection from its beginning to its end.
/// </summary>
/// <remarks>The queue is a mutex and a condition, as by the book; those that wait are served in order.</remarks>
/// <param name="workers">How many threads, from 1.</param>
/// <param name="queue">
/// How many connections may wait in a queue beyond those for which a worker is idle, from 0. Any number when left out.
/// </param>
/// <param name="full">What becomes of connections when so many wait.</param>
/// <param name="lines">One queue, or one for each worker.</param>
public sealed class ThreadPool(
    int workers, int? queue = null, WhenFull full = WhenFull.Wait, Lines lines = Lines.Shared) : Architecture
{
    readonly int workers = Checked(workers, nameof(workers));

    readonly int queue = queue is null or >= 0 ? queue ?? int.MaxValue
        : throw new ArgumentOutOfRangeException(nameof(queue), queue, "must be at least 0");

    int Count => lines == Lines.Shared ? 1 : workers;

    internal override void Build(Server server)
    {
        var doors = new Doors(server, Count);
        server.Start("acceptor", new OpenWorkplace(server, Count),
            new Spawn(new Program("worker", Worker(server, doors)), count: workers) { Source = server.Source },
            new Forever(Acceptor(server, doors)));
    }

    List<Operation> Acceptor(Server server, Doors doors)
    {
        var (connection, line) = (new Word(), new Word());
        var mutex = doors.MutexAt(line);
        var isFull = new IsFull(server, line, queue);
        List<Operation> put = [new PutConnection(server, connection, line), doors.TellReady(line)];
        if (queue == int.MaxValue)
            return [new AcceptNext(server, connection), new Deal(server, line, Count), new With(mutex, put)];
        if (full == WhenFull.Wait)
            return
            [
                new Deal(server, line, Count),
                new With(mutex, [new While(isFull, [doors.AwaitRoom(line)])]),
                new AcceptNext(server, connection), new With(mutex, put),
            ];
        var isShed = new Word();
        return
        [
            new AcceptNext(server, connection), new Deal(server, line, Count),
            new With(mutex, [new If(isFull, [new AddTo(isShed, 1)], put)]),
            new If(isShed, [new AddTo(isShed, -1), new Conversation(server, connection, sheds: true)]),
        ];
    }

    List<Operation> Worker(Server server, Doors doors)
    {
        var (connection, line) = (new Word(), new Word());
        var mutex = doors.MutexAt(line);
        // There is room for one more behind a worker that is idle; to take one leaves as much room as there was.
        List<Operation> tell = queue < int.MaxValue && full == WhenFull.Wait ? [doors.TellRoom(line)] : [];
        List<Operation> take =
        [
            new Idle(server, line, +1), .. tell,
            new While(!new IsThere(server, line), [doors.AwaitReady(line)]),
            new Idle(server, line, -1), new TakeConnection(server, connection, line),
        ];
        return
        [
            new BeginWorker(server), new Enrol(server, line, Count),
            new Forever([new With(mutex, take), new Conversation(server, connection)]),
        ];
    }

    /// <summary>What guards each queue, and where those wait who find it empty or full.</summary>
    sealed class Doors
    {
        readonly int count, mutexes, ready, room;

        public Doors(Server server, int count)
        {
            this.count = count;
            var (machine, name) = (server.Machine, server.Name);
            string Name(string what, int i) => count == 1 ? $"{name}.{what}" : $"{name}.{what}[{i + 1}]";
            var made = Enumerable.Range(0, count)
                .Select(i => machine.Add(Name("queue", i), new Mutex(robust: true))).ToList();
            mutexes = made[0].Number;
            ready = Conditions("ready");
            room = Conditions("room");

            int Conditions(string what) =>
                made.Select((mutex, i) => machine.Add(Name(what, i), new Condition(mutex)).Number).ToList()[0];
        }

        public LockReference<ILockable> MutexAt(Word line) => At<ILockable>(mutexes, line);
        public Wait AwaitReady(Word line) => new(At<IWaitable>(ready, line));
        public Notify TellReady(Word line) => new(At<Condition>(ready, line));
        public Wait AwaitRoom(Word line) => new(At<IWaitable>(room, line));
        public Notify TellRoom(Word line) => new(At<Condition>(room, line));

        LockReference<T> At<T>(int first, Word line) where T : class =>
            count == 1 ? new(first) : new(first, count, line);
    }

    sealed class IsFull(Server server, Word line, int most) : Formula
    {
        internal override bool IsOwn => false;

        protected internal override long Evaluate(Machine machine, int thread) =>
            server.PlaceOf(thread).IsFull((int)line.Of(machine, thread) - 1, most) ? 1 : 0;
    }

    sealed class IsThere(Server server, Word line) : Formula
    {
        internal override bool IsOwn => false;

        protected internal override long Evaluate(Machine machine, int thread) =>
            server.PlaceOf(thread).WaitingIn((int)line.Of(machine, thread) - 1);
    }

    sealed class Idle(Server server, Word line, int by) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            server.PlaceOf(thread).Idles((int)line.Of(machine, thread) - 1, by);
            return Flow.Next;
        }
    }

    /// <summary>The acceptor turns to the queue that is next.</summary>
    sealed class Deal(Server server, Word line, int count) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code)
        {
            line.In(code);
            code.Add(new Step(server, line, count), this);
        }

        sealed class Step(Server server, Word line, int count) : Operation
        {
            protected internal override Flow Execute(Machine machine, int thread)
            {
                line.Of(machine, thread) = server.PlaceOf(thread).Dealt++ % count + 1;
                return Flow.Next;
            }
        }
    }

    /// <summary>A worker is told from which queue it takes.</summary>
    sealed class Enrol(Server server, Word line, int count) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code)
        {
            line.In(code);
            code.Add(new Step(server, line, count), this);
        }

        sealed class Step(Server server, Word line, int count) : Operation
        {
            protected internal override Flow Execute(Machine machine, int thread)
            {
                line.Of(machine, thread) = server.PlaceOf(thread).Workers++ % count + 1;
                return Flow.Next;
            }
        }
    }
}

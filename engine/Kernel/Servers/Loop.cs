using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// What an event loop of a server does: it accepts connections, and has a conversation on each, one step at a time.
/// </summary>
/// <remarks>
/// A conversation is a coroutine, which waits for its connection while the others go on: the state machine that each
/// connection has in a loop that is written by hand.
/// </remarks>
/// <param name="blocks">The loop waits for what a request waits for, and all connections with it.</param>
/// <param name="isExclusive">Of several loops that wait for the same connection, one alone is woken.</param>
sealed class Loop(Server server, bool blocks, bool isExclusive = false)
{
    /// <summary>The program of its thread, which begins when the process listens.</summary>
    public IReadOnlyList<Operation> Program
    {
        get
        {
            var (connection, own) = (new Word(), new Word());
            var conversation = new Program("conversation",
                [new TakeConnection(server, own), new Conversation(server, own, blocks: blocks)]);
            return
            [
                new BeginWorker(server), .. isExclusive ? [new BecomeExclusive()] : Array.Empty<Operation>(),
                new Forever([
                    new Await(new Awaited(new AcceptNext(server, connection))), new PutConnection(server, connection),
                    new Async(conversation) { Source = server.Source },
                ]),
            ];
        }
    }

    /// <summary>Of several that wait for the same connection, this one alone is told.</summary>
    sealed class BecomeExclusive : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Coroutines.BecomeExclusive(thread);
            return Flow.Next;
        }
    }
}

/// <summary>What would block the thread makes its coroutine wait, from here on, or does not.</summary>
sealed class SetAwaits(bool awaits) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Coroutines.SetAwaits(thread, awaits);
        return Flow.Next;
    }
}

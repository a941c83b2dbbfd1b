using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>Accepts the next connection; its handle is kept in a word of the thread.</summary>
sealed class AcceptNext : CompositeOperation
{
    readonly Server server;
    readonly Word connection;

    public AcceptNext(Server server, Word connection) =>
        (this.server, this.connection, Source) = (server, connection, server.Source);

    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code)
    {
        connection.In(code);
        code.AddCall(new Accept.Step(server.Door, null, null), this, @as: null);
        code.Add(new Keep(connection), this);
    }

    sealed class Keep(Word word) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            word.Of(machine, thread) = machine.Threads.Answers[thread].Value;
            return Flow.Next;
        }
    }
}

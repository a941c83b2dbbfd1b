using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>Puts an accepted connection into a line of the process.</summary>
/// <param name="line">Which; the first when null.</param>
sealed class PutConnection(Server server, Word connection, Word? line = null) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        server.PlaceOf(thread).Add((int)(line?.Of(machine, thread) ?? 1) - 1, connection.Of(machine, thread));
        return Flow.Next;
    }
}

/// <summary>Takes the connection out of a line of the process that has stood there longest.</summary>
sealed class TakeConnection(Server server, Word connection, Word? line = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        connection.In(code);
        code.Add(new Step(server, connection, line), this);
    }

    sealed class Step(Server server, Word connection, Word? line) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            connection.Of(machine, thread) =
                server.PlaceOf(thread).Take((int)(line?.Of(machine, thread) ?? 1) - 1);
            return Flow.Next;
        }
    }
}

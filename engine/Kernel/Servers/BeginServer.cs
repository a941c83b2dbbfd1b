using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Servers;

/// <summary>The first process of a server begins: a client that hangs up shall not end it, and it listens.</summary>
sealed class BeginServer : CompositeOperation
{
    readonly Server server;
    readonly int backlog;

    public BeginServer(Server server, int backlog) =>
        (this.server, this.backlog, Source) = (server, backlog, server.Source);

    protected internal override void Assemble(Assembler code)
    {
        code.Add([new OnSignal(Signal.Pipe, Reaction.Ignore) { Source = Source }]);
        code.AddCall(new Listen.Step(server.Door, backlog), this, @as: null);
    }
}

/// <summary>A process of a server begins in which threads share connections.</summary>
/// <param name="lines">In how many lines these stand.</param>
sealed class OpenWorkplace(Server server, int lines = 1) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        server.Open(thread, new(lines));
        return Flow.Next;
    }
}

/// <summary>A thread begins that can serve requests.</summary>
sealed class BeginWorker(Server server) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Serving!.Begin(thread, server);
        return Flow.Next;
    }
}

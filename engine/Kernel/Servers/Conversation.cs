using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>What a thread does with a connection: requests, one after the other, until one side closes it.</summary>
sealed class Conversation : CompositeOperation
{
    const string Leaked = "(leak)";
    static readonly Bytes Buffer = 64.KiB, Apology = 512.B;

    readonly Server server;
    readonly Word connection;
    readonly Word? served;
    readonly long most;
    readonly bool sheds;
    readonly bool? blocks;

    /// <param name="connection">Its handle.</param>
    /// <param name="served">Requests that the thread has answered so far; null where nobody asks.</param>
    /// <param name="most">How many it may answer; it closes the connection after the last.</param>
    /// <param name="sheds">The first request is answered with 503, and that is all.</param>
    /// <param name="blocks">
    /// Of a coroutine, whether its thread waits for what the request waits for; null: it is a thread's.
    /// </param>
    public Conversation(Server server, Word connection, Word? served = null, long most = long.MaxValue,
        bool sheds = false, bool? blocks = null) =>
        (this.server, this.connection, this.served, this.most, this.sheds, this.blocks, Source) =
            (server, connection, served, most, sheds, blocks, server.Source);

    ChannelReference<IReadable> From => new(0, Handle: connection);
    ChannelReference<IWritable> To => new(0, Handle: connection);

    protected internal override void Assemble(Assembler code)
    {
        var (next, shed, end) = (new Label(), new Label(), new Label());
        var said = new Word();
        connection.In(code);
        served?.In(code);
        said.In(code);
        code.Add(new BeginConversation(said), this);
        if (blocks is not null) code.Add(new SetAwaits(true), this);
        code.Place(next);
        code.Add(new Read.Step(From, Buffer, all: false, server.KeepAlive.Idle, mode: null), this);
        code.Add(new TakeRequest(server, connection, sheds, next, shed, end, code.Position), this);
        if (!sheds) AddServing(code, said, next, end);
        code.Place(shed);
        code.Add(new Read.PayForCopy(), this);
        code.Add(new Write.Step(To, Apology, value: Server.Unavailable, timeout: null, IoMode.Blocking), this);
        code.Place(end);
        code.Add(new Close.Step(new(0, Handle: connection), Use.Both), this);
    }

    void AddServing(Assembler code, Word said, Label next, Label end)
    {
        var whole = new Label();
        var rest = new RestOfRequest(connection);
        code.Add(new Read.PayForCopy(), this);
        code.GoToUnless(rest, whole, this);
        code.Add(new Read.Step(From, rest, all: true, timeout: null, mode: null), this);
        code.Add(new Read.PayForCopy(), this);
        code.Place(whole);
        if (server.Value is { } variable) code.Add(new TellClass(variable.Number), this);
        if (blocks == true) code.Add(new SetAwaits(false), this);
        code.Call(server.Program, this);
        if (server.Leak.Count > 0 && server.Machine.Memory is not null)
            code.Add([
                new Allocate(Leaked, server.Leak) { Source = Source },
                new Touch(Leaked, bytes: server.Leak, page: new FirstLeaked(server.Leak), write: true)
                {
                    Source = Source,
                },
            ]);
        if (blocks == true) code.Add(new SetAwaits(true), this);
        code.Add(new Write.Step(To, server.Response, new Status(), timeout: null, IoMode.Blocking), this);
        code.Add(new EndRequest(server, said, served, most, next, code.Position), this);
        code.GoTo(end, this);
    }

    /// <summary>A connection begins on which nothing was said.</summary>
    sealed class BeginConversation(Word said) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            said.Of(machine, thread) = 0;
            return Flow.Next;
        }
    }

    /// <summary>The bytes of a request that are still to be read.</summary>
    sealed class RestOfRequest(Word connection) : Formula
    {
        internal override bool IsOwn => false;

        protected internal override long Evaluate(Machine machine, int thread) =>
            machine.ProcessOf(thread).Handles.Find(connection.Of(machine, thread)) is StreamEnd end ? end.Rest : 0;
    }

    /// <summary>With what the request is answered that the thread serves.</summary>
    sealed class Status : Formula
    {
        internal override bool IsOwn => false;

        protected internal override long Evaluate(Machine machine, int thread) =>
            machine.Serving!.Of(thread)?.Status ?? Server.Ok;
    }

    /// <summary>Which page of what was leaked is the first that was leaked last.</summary>
    sealed class FirstLeaked(Bytes leak) : Formula
    {
        internal override bool IsOwn => false;

        protected internal override long Evaluate(Machine machine, int thread) =>
            machine.RegionOf(thread, Leaked)!.Pages - machine.Memory!.PagesFor(leak);
    }

    sealed class TellClass(int variable) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            if (machine.Serving!.Of(thread) is { } request) machine.Write(thread, variable, request.Class);
            return Flow.Next;
        }
    }
}

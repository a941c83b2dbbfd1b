using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// The address of stream sockets: a process listens at it, others connect to it, and each connection carries bytes in
/// both directions, in order, without bounds between writes. Whoever has a connection open by its handle reads from it
/// and writes to it; who made it by `connect` may also say the name of the address.
/// </summary>
/// <remarks>
/// unix(7), tcp(7), and W. R. Stevens, "UNIX Network Programming", volume 1. Closing with unread bytes, or being killed
/// with them, resets the connection; else the other side reads on to the end. Who writes where nobody can read any more
/// is sent SIGPIPE. Payload alone counts against buffers: Linux counts its own bookkeeping too. A local one of which
/// owner, group or mode is given has a name in the file system: listening makes it, and while it is there, −98
/// (EADDRINUSE) is answered to others who would listen, though nobody does any more; it must be removed. To connect
/// where there is none fails with −2 (ENOENT), where permissions refuse it with −13 (EACCES). Others are abstract, as
/// those on Linux whose name begins with a zero byte: they have no permissions and are free when nobody listens.
/// </remarks>
/// <param name="family">
/// <c>local</c>: between processes of one machine. <c>network</c>: between any; those of one machine then talk by its
/// loopback, which takes no time of its own.
/// </param>
/// <param name="sendBuffer">
/// SO_SNDBUF: bytes that have been written and not taken by the other side. Left out, 208KiB of local ones, which is
/// all that lies between them (net.core.wmem_default of Linux), and 4MiB of those of the network, to which Linux lets
/// it grow (net.ipv4.tcp_wmem).
/// </param>
/// <param name="receiveBuffer">
/// SO_RCVBUF, of the network alone: bytes that have come or are under way and have not been read, the window of TCP.
/// 128KiB (net.ipv4.tcp_rmem of Linux) when left out.
/// </param>
/// <param name="segment">
/// Of the network: the most bytes that are sent as one. 1460B when left out, what Ethernet carries; larger ones make
/// fewer events, and share the links more coarsely.
/// </param>
/// <param name="owner">
/// Of local ones: to whom the name belongs that listening makes: to who listens when left out.
/// </param>
/// <param name="group">Of local ones: the group to which it belongs: the first of his groups when left out.</param>
/// <param name="mode">
/// Of local ones: who may connect (w): its owner, its group, all others. <c>rw-rw-rw-</c> when left out.
/// </param>
public sealed partial class StreamSocket(SocketFamily family = SocketFamily.Local, Bytes? sendBuffer = null,
    Bytes? receiveBuffer = null, Bytes? segment = null, string? owner = null, string? group = null,
    string? mode = null)
    : Socket(family, owner, group, mode), IReadable, IWritable, IConnectable
{
    readonly long send = Checked(sendBuffer, nameof(sendBuffer))
        ?? (family == SocketFamily.Local ? 208.KiB : 4.MiB).Count;
    readonly long receive = family == SocketFamily.Local && receiveBuffer is not null
        ? throw new ArgumentOutOfRangeException(
            nameof(receiveBuffer), receiveBuffer, "is not used by local sockets: unix(7)")
        : Checked(receiveBuffer, nameof(receiveBuffer)) ?? (family == SocketFamily.Local ? 0 : 128.KiB.Count);

    readonly long segment = family == SocketFamily.Local && segment is not null
        ? throw new ArgumentOutOfRangeException(nameof(segment), segment, "is not used by local sockets: unix(7)")
        : Checked(segment, nameof(segment)) ?? 1460;

    Operation? accepting, connecting;
    TimeWeighted open;

    /// <summary>One that belongs to a machine at once.</summary>
    public StreamSocket(Machine machine, SocketFamily family = SocketFamily.Local, Bytes? sendBuffer = null,
        Bytes? receiveBuffer = null, Bytes? segment = null, string? name = null, string? owner = null,
        string? group = null, string? mode = null)
        : this(family, sendBuffer, receiveBuffer, segment, owner, group, mode) =>
        machine.Add(this, name);

    /// <summary>Connections that were made, as those see it who asked for them.</summary>
    public long Connections { get; private set; }

    /// <summary>Connections that were accepted, and those whose other side was told that they were reset.</summary>
    public long Accepted { get; private set; }
    public long Resets { get; private set; }

    /// <summary>Connections that were refused since nobody listened.</summary>
    public long RefusedConnections { get; private set; }

    /// <summary>Requests for a connection that the network brought and that found the backlog full.</summary>
    public long Dropped { get; private set; }

    /// <summary>Connections that were accepted and not closed by that side: now, in the mean and at most.</summary>
    public long OpenConnections => open.Value;
    public double MeanOpen => open.Mean(Machine.Now);
    public long MaxOpen => open.Max;

    /// <summary>The most connections at a time that were made and not yet accepted.</summary>
    public int MaxBacklog { get; private set; }

    /// <summary>How long it took to connect, and how long connections had to wait to be accepted.</summary>
    public Tally ConnectWait { get; } = new();
    public Tally AcceptWait { get; } = new();

    /// <summary>Who listens; null: nobody.</summary>
    internal Listener? Listener { get; private set; }

    private protected override bool IsPresent => Listener is not null;

    internal long SendBuffer => send;
    internal long ReceiveBuffer => receive;
    internal long Segment => segment;

    internal override void Restart()
    {
        base.Restart();
        (Connections, Accepted, Resets, RefusedConnections, Dropped) = (0, 0, 0, 0, 0);
        MaxBacklog = Listener?.Pending ?? 0;
        ConnectWait.Restart();
        AcceptWait.Restart();
        open.Restart(Machine.Now);
    }

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how) =>
        Machine.Finish(thread, Errno.NoDevice);

    /// <summary>A thread's process listens from now on.</summary>
    internal Flow Listen(int thread, int backlog)
    {
        if (Bind(thread) is { } error) return Machine.Answer(thread, error);
        Listener = new(this, backlog);
        return Machine.Answer(thread, Machine.ProcessOf(thread).Handles.Add(Listener));
    }

    internal void ListensNoMore(Listener closed)
    {
        if (Listener == closed) Listener = null;
    }

    private protected override void Unbind() => Listener = null;

    /// <summary>A thread of a machine connects; it may have been woken from waiting for that.</summary>
    internal Flow Connect(Machine from, int thread, ref Transfer transfer, IoMode mode)
    {
        if (transfer.At is Handshake begun) return begun.Answer(thread, mustNotBlock: false);
        if (!IsNetwork) return ConnectHere(from, thread, ref transfer, mode);
        if (from.World != Machine.World) return from.Finish(thread, Errno.NetworkUnreachable);
        if (from == Machine && Listener is { IsFull: false })
        {
            var (one, other) = Pair(from, mode);
            Listener.Add(other);
            return Give(from, thread, one, ref transfer);
        }
        return new Handshake(this, from, mode).Answer(thread, mustNotBlock: mode == IoMode.NonBlocking);
    }

    /// <summary>A thread has the end of a connection that it asked for.</summary>
    internal Flow Give(Machine on, int thread, StreamEnd made, ref Transfer transfer)
    {
        HasConnected(new(transfer.Since < 0 ? 0 : on.Now - transfer.Since));
        return Give(on, thread, made);
    }

    static Flow Give(Machine on, int thread, OpenFile made) =>
        on.Finish(thread, on.ProcessOf(thread).Handles.Add(made));

    internal void HasConnected(Duration waited)
    {
        Connections++;
        ConnectWait.Add(waited);
    }

    internal void HasAccepted(Duration waited)
    {
        Accepted++;
        AcceptWait.Add(waited);
        open.Set(Machine.Now, open.Value + 1);
    }

    /// <summary>One that was accepted was closed.</summary>
    internal void HasClosed() => open.Set(Machine.Now, open.Value - 1);

    internal void HasRefused() => RefusedConnections++;
    internal void HasReset() => Resets++;
    internal void HasDropped() => Dropped++;
    internal void HasPending(int connections) => MaxBacklog = Math.Max(MaxBacklog, connections);

    /// <summary>What the methods of threads ask of it; the same operation where nothing special is asked.</summary>
    internal Operation Accepting(RandomDuration? timeout, IoMode? mode) => timeout is null && mode is null
        ? accepting ??= new Accept.Step(this, null, null) : new Accept.Step(this, timeout, mode);

    internal Operation Connecting(RandomDuration? timeout, IoMode mode) =>
        timeout is null && mode == IoMode.Blocking ? connecting ??= new Connect.Step(default, this, null, mode)
            : new Connect.Step(default, this, timeout, mode);

    /// <summary>Two ends of a connection within the machine.</summary>
    internal (StreamEnd Connecting, StreamEnd Accepted) Pair(Machine from, IoMode mode)
    {
        var one = new StreamEnd(this, from, mode, isNamed: true);
        var other = new StreamEnd(this, Machine, IoMode.Blocking, isNamed: false);
        StreamEnd.Connect(one, other);
        return (one, other);
    }

    // Of a machine alone: who finds the backlog full waits until there is room. connect(2), unix(7)
    Flow ConnectHere(Machine from, int thread, ref Transfer transfer, IoMode mode)
    {
        if (from == Machine && WhyNotReached(thread) is { } error) return from.Finish(thread, error);
        if (from != Machine || Listener is not { } listener)
        {
            RefusedConnections++;
            return from.Finish(thread, Errno.ConnectionRefused);
        }
        if (listener.IsFull)
            return mode == IoMode.NonBlocking ? from.Finish(thread, Errno.Again) : listener.AwaitRoom(thread);
        var (one, other) = Pair(from, mode);
        listener.Add(other);
        return Give(from, thread, one, ref transfer);
    }

    static long? Checked(Bytes? given, string option) => given is null ? null
        : given.Value.Count >= 1 ? given.Value.Count
        : throw new ArgumentOutOfRangeException(option, given, "must be at least 1B");
}

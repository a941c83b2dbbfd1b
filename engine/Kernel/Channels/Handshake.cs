using Timeslice.Des;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A connection over the network that is being made: who waits for it, when it is asked for again.</summary>
/// <remarks>
/// tcp(7). A request that finds the backlog full is dropped without an answer: the kernel of who asked sends it again
/// after 1 s (RFC 6298), 2 s, 4 s and so on, six times (tcp_syn_retries), and gives up 127 s after the first. Over
/// a network it takes three packets; the place in line is kept from the first on, where Linux keeps it from the third,
/// and the third, like all acknowledgements, is not lost.
/// </remarks>
sealed class Handshake : IAwaited, IAppointed, IReceiver
{
    const int Retries = 6;

    // What is sent: a request, that it was granted, that this has come, that the asker has gone; that nobody listens.
    const int Request = 0, Granted = 1, Made = 2, Gone = 3, Refusal = 4;
    static readonly Duration Patience = 1.S;

    readonly StreamSocket to;
    readonly Machine from;
    readonly long since;
    int tries, appointment = -1, waiting = -1, grantsUnderWay;
    Errno? failed;
    bool isAbandoned, isGone;

    // Over the network: when the last request was sent, who has granted it, and the other end.
    long asked;
    Listener? granter;
    StreamEnd? other;

    /// <param name="from">The machine that asks.</param>
    public Handshake(StreamSocket to, Machine from, IoMode mode)
    {
        (this.to, this.from, since) = (to, from, from.Now);
        End = new(to, from, mode, isNamed: true) { Handshake = this };
        Ask();
    }

    /// <summary>The end of who asked.</summary>
    public StreamEnd End { get; }

    bool IAwaited.IsShared => false;

    public string What => $"a connection to {to.Name}";

    /// <summary>How it stands with it, for the thread that has asked or was woken.</summary>
    public Flow Answer(int thread, bool mustNotBlock)
    {
        if (failed is { } why) return from.Finish(thread, why);
        if (!End.IsConnecting || mustNotBlock)
            return from.Finish(thread, from.ProcessOf(thread).Handles.Add(End));
        if (from.Awaits(thread))
        {
            from.Pin(thread, End, writes: true);
            from.Threads.Transfers[thread].At = this;
            return from.Coroutines.WaitForFile(thread);
        }
        waiting = thread;
        return from.BlockOnIO(thread, this);
    }

    /// <summary>Nobody wants it any more.</summary>
    public void Abandon()
    {
        if (appointment >= 0) from.Appointments.Cancel(appointment);
        appointment = waiting = -1;
        isAbandoned = true;
        if (other is not null && grantsUnderWay == 0) Send(Gone);
        End.Handshake = null;
    }

    void IReceiver.Delivered(in Delivery delivery)
    {
        if (delivery.Tag == Granted) grantsUnderWay--;
        switch (delivery.Tag)
        {
            case Request when delivery.IsWhole: RequestCame(); break;
            case Granted when delivery.IsWhole: GrantCame(); break;
            case Granted when isAbandoned: Send(Gone); break;
            case Refusal when delivery.IsWhole && IsOpen: Refuse(); break;
            case Made when granter!.IsClosed: other!.Abort(resets: true); break;
            case Made: granter.AddExpected(other!); break;
            case Gone when !isGone:
                isGone = true;
                granter!.Unexpect();
                break;
            default: break;
        }
    }

    bool IsOpen => End.IsConnecting && !isAbandoned;

    void IAppointed.Due(int what)
    {
        appointment = -1;
        if (tries <= Retries)
        {
            Ask();
            return;
        }
        if (other is not null) Send(Gone);
        Fail(Errno.TimedOut);
    }

    void Ask()
    {
        asked = from.Now;
        if (from != to.Machine)
        {
            AskLater();
            Send(Request);
        }
        else if (to.Listener is not { } listener) Refuse();
        else if (listener.IsFull)
        {
            to.HasDropped();
            AskLater();
        }
        else
        {
            var made = new StreamEnd(to, from, IoMode.Blocking, isNamed: false);
            StreamEnd.Connect(End, made);
            listener.Add(made);
            HasConnected();
        }
    }

    void AskLater() => appointment = from.Appointments.After(Patience * (1L << tries++), this);

    void RequestCame()
    {
        if (other is not null) Answer(Granted);
        else if (to.Listener is not { } listener) Answer(Refusal);
        else if (listener.IsFull) to.HasDropped();
        else
        {
            granter = listener;
            granter.Expect();
            other = new(to, to.Machine, IoMode.Blocking, isNamed: false);
            Answer(Granted);
        }
    }

    void GrantCame()
    {
        if (isAbandoned) Send(Gone);
        if (!IsOpen) return;
        StreamEnd.ConnectFar(End, other!);
        End.Learn(new(from.Now - asked));
        Send(Made);
        HasConnected();
    }

    void Send(int what) => from.World.Network.Send(from, to.Machine, default, this, what);

    void Answer(int what)
    {
        if (what == Granted) grantsUnderWay++;
        from.World.Network.Send(to.Machine, from, default, this, what);
    }

    void HasConnected()
    {
        if (appointment >= 0) from.Appointments.Cancel(appointment);
        appointment = -1;
        to.HasConnected(new(from.Now - since));
        End.Made();
        Tell();
    }

    void Refuse()
    {
        if (appointment >= 0) from.Appointments.Cancel(appointment);
        appointment = -1;
        to.HasRefused();
        Fail(Errno.ConnectionRefused);
    }

    void Fail(Errno why)
    {
        failed = why;
        End.Fail(why);
        Tell();
    }

    void Tell()
    {
        if (waiting >= 0) from.Retry(waiting);
        waiting = -1;
    }

    void IAwaited.Forget(int thread)
    {
        Abandon();
        End.Abort(resets: false);
    }

    // Whoever was woken has died before it had the connection.
    void IAwaited.PassOn() => End.Abort(resets: false);

    bool IAwaited.IsServedBy(OpenFile file) => file is Listener && file.Channel == to;
}

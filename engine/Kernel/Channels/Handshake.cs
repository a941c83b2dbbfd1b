using Timeslice.Des;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A connection over the network that is being made: who waits for it, and when it is asked for again.</summary>
/// <remarks>
/// tcp(7). A request that finds the backlog full is dropped without an answer: the kernel of who asked sends it again
/// after 1 s (RFC 6298), 2 s, 4 s and so on, six times (tcp_syn_retries), and gives up 127 s after the first.
/// </remarks>
sealed class Handshake : IAwaited, IAppointed
{
    const int Retries = 6;
    static readonly Duration Patience = 1.S;

    readonly StreamSocket to;
    readonly Machine from;
    readonly long since;
    int tries, appointment = -1, waiting = -1;
    Errno? failed;

    /// <param name="from">The machine that asks.</param>
    public Handshake(StreamSocket to, Machine from, IoMode mode)
    {
        (this.to, this.from, since) = (to, from, from.Now);
        End = new(to, from, mode, isNamed: true) { Handshake = this };
        Ask();
    }

    /// <summary>The end of who asked.</summary>
    public StreamEnd End { get; }

    public string What => $"a connection to {to.Name}";

    /// <summary>How it stands with it, for the thread that has asked or was woken.</summary>
    public Flow Answer(int thread, bool mustNotBlock)
    {
        if (failed is { } why) return from.Finish(thread, why);
        if (!End.IsConnecting || mustNotBlock)
            return from.Finish(thread, from.ProcessOf(thread).Handles.Add(End));
        waiting = thread;
        return from.BlockOnIO(thread, this);
    }

    /// <summary>Nobody wants it any more.</summary>
    public void Abandon()
    {
        if (appointment >= 0) from.Appointments.Cancel(appointment);
        appointment = waiting = -1;
        End.Handshake = null;
    }

    void IAppointed.Due(int what)
    {
        appointment = -1;
        if (tries > Retries) Fail(Errno.TimedOut);
        else Ask();
    }

    void Ask()
    {
        if (to.Listener is not { } listener)
        {
            to.HasRefused();
            Fail(Errno.ConnectionRefused);
        }
        else if (listener.IsFull)
        {
            to.HasDropped();
            appointment = from.Appointments.After(Patience * (1L << tries++), this);
        }
        else
        {
            var other = new StreamEnd(to, to.Machine, IoMode.Blocking, isNamed: false);
            StreamEnd.Connect(End, other);
            listener.Add(other);
            to.HasConnected(new(from.Now - since));
            End.Made();
            Tell();
        }
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

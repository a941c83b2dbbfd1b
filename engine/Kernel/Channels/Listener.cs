using Timeslice.Des;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A socket that listens: connections that were made stand in line until they are accepted.</summary>
/// <remarks>
/// listen(2). Linux asks whether more than the backlog stand in line, so that one more than the backlog does
/// (sk_acceptq_is_full, unix_recvq_full). Of several threads that wait to accept, the first is woken, alone.
/// </remarks>
sealed class Listener : OpenFile
{
    readonly StreamSocket at;
    readonly int backlog;
    readonly Queue<(StreamEnd End, long Since)> line = new();
    readonly WaitPoint toAccept, toConnect;

    // Those who wait for room without a thread, behind the threads; some may have gone.
    Queue<(IOutsider Who, int Ticket)>? outside;
    int expected;

    public Listener(StreamSocket at, int backlog) : base(at, Use.Reading, IoMode.Blocking)
    {
        (this.at, this.backlog) = (at, backlog);
        toAccept = new(at.Machine, () => $"a connection to {at.Name}", _ => line.Count > 0,
            ServesAccepting);
        toConnect = new(at.Machine, () => $"room in the backlog of {at.Name}", _ => !IsFull,
            file => file == this);
    }

    /// <summary>Connections in line.</summary>
    public int Pending => line.Count;

    /// <summary>No more connections are let in line. Those count that are being made.</summary>
    public bool IsFull => line.Count + expected > backlog;

    public override bool IsReadable => line.Count > 0;

    public override bool CanBeServedBy(OpenFile other, Use what) => ServesAccepting(other);

    // Who has connected may do so again; not who has accepted a connection.
    bool ServesAccepting(OpenFile file) => file is StreamEnd { IsNamed: true } end && end.Address == at;

    /// <summary>A connection that is being made will need its place in line.</summary>
    public void Expect() => expected++;

    /// <summary>It will never be made.</summary>
    public void Unexpect()
    {
        expected--;
        toConnect.WakeFirst();
    }

    /// <summary>It was made.</summary>
    public void AddExpected(StreamEnd made)
    {
        expected--;
        Add(made);
    }

    /// <summary>Nobody listens any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>A connection was made.</summary>
    public void Add(StreamEnd made)
    {
        line.Enqueue((made, at.Machine.Now));
        at.HasPending(line.Count);
        toAccept.WakeFirst();
        HasChanged(Use.Reading);
    }

    public Flow Accept(int thread, IoMode? mode)
    {
        if (line.Count == 0)
        {
            if (MustNotBlock(mode)) return at.Machine.Finish(thread, Errno.Again);
            if (at.Machine.Awaits(thread)) at.Machine.Pin(thread, this, writes: false);
            return toAccept.Block(thread);
        }
        var (end, since) = line.Dequeue();
        at.HasAccepted(new(at.Machine.Now - since));
        end.IsAccepted = true;
        toAccept.WakeFirst();
        toConnect.WakeFirst();
        LetIn();
        return at.Machine.Finish(thread, at.Machine.ProcessOf(thread).Handles.Add(end));
    }

    public Flow AwaitRoom(int thread) => toConnect.Block(thread);

    /// <summary>One that has no thread is told once, when there is room or nobody listens any more.</summary>
    /// <param name="ticket">By which it knows whether it still waits.</param>
    public void AwaitRoom(IOutsider who, int ticket) => (outside ??= new()).Enqueue((who, ticket));

    protected override void Close()
    {
        IsClosed = true;
        at.ListensNoMore(this);
        toAccept.WakeAll();
        toConnect.WakeAll();
        LetIn();
        while (line.TryDequeue(out var never)) never.End.Abort(resets: true);
    }

    void LetIn()
    {
        while (outside is not null && (IsClosed || !IsFull) && outside.TryDequeue(out var next))
            if (next.Who.StillWaits(next.Ticket)) next.Who.RoomCame();
    }
}

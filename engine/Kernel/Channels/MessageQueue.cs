using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>Messages between those who send and those who receive, and who waits on either side.</summary>
/// <remarks>
/// A message that somebody waits for is handed to the first who does, and one for which there is room now is put in at
/// once for its sender: so both are served in order of arrival, and nobody who comes later takes what a woken thread
/// was woken for. POSIX asks for that (the message goes to who has waited longest when it arrives), and Linux does it
/// so ("pipelined", ipc/mqueue.c, ipc/msg.c). The oldest of the highest priority is meant of those messages that are
/// there when somebody comes to receive, not of those that come while its thread is still on its way to a CPU. That
/// more urgent threads are served first is left out.
/// </remarks>
abstract class MessageQueue : KernelObject
{
    readonly MessageChannel accounts;
    readonly Machine machine;
    readonly ServedLine toReceive, toSend;

    /// <summary>Those that stand in line.</summary>
    protected MessageList Messages = new();

    /// <summary>Those of the open files by which it is used that are watched.</summary>
    public WatchedFiles Watched;

    protected MessageQueue(MessageChannel home, Ownership owned, string means) : base(home, owned)
    {
        (accounts, machine) = (home, home.Machine);
        toReceive = new(machine, () => $"a message in {home.Name}", who => CanServe(who, Use.Writing), means);
        toSend = new(machine, () => $"room in {home.Name}", who => CanServe(who, Use.Reading), means);
    }

    /// <summary>What who must not wait is told when there is no message for it.</summary>
    protected abstract Errno WhenEmpty { get; }

    protected abstract bool HasRoomFor(in Message message);

    /// <summary>Puts a message where it is due.</summary>
    protected abstract void Line(in Message message);

    /// <summary>The place of the message that a receiver is due; none where it must wait.</summary>
    protected abstract int Find(in Selection selection);

    /// <summary>Whether a process may use it so.</summary>
    protected abstract bool CanServe(Process process, Use use);

    public Flow Send(int thread, ref Transfer transfer, bool mustNotBlock)
    {
        if (!HasRoomFor(transfer.Message))
            return mustNotBlock ? machine.Finish(thread, Errno.Again) : Wait(thread, toSend);
        accounts.HasSent(transfer);
        Take(transfer.Message);
        return machine.Finish(thread, 0L);
    }

    public Flow Receive(int thread, ref Transfer transfer, bool mustNotBlock)
    {
        var place = Find(transfer.Selection);
        if (place == MessageList.None)
            return mustNotBlock ? machine.Finish(thread, WhenEmpty) : Wait(thread, toReceive);
        if (!Fits(Messages[place], transfer)) return machine.Finish(thread, Errno.TooBig);
        var message = Messages.Take(place);
        accounts.Took(message);
        Give(message, ref transfer);
        LetIn();
        Watched.Changed(Use.Writing);
        return machine.Finish(thread, transfer.Done);
    }

    /// <summary>Who waits is told that there is nothing to wait for any more.</summary>
    protected void Dismiss()
    {
        toReceive.ServeAll(-(long)Errno.Removed);
        toSend.ServeAll(-(long)Errno.Removed);
        Watched.Changed(Use.Reading);
        Watched.Changed(Use.Writing);
    }

    protected override void Vanish()
    {
        if (Messages.Count > 0) accounts.Lose(Messages.Count, Messages.Bytes);
        Messages = new();
    }

    Flow Wait(int thread, ServedLine line) =>
        machine.AwaitsFile(thread) ? machine.Coroutines.WaitForFile(thread) : line.Block(thread);

    // The first receiver gets it who waits for such a one; who has no room for it is told so.
    void Take(in Message message)
    {
        var (receiver, left) = (toReceive.First, toReceive.Count);
        while (left-- > 0)
        {
            var behind = left > 0 ? toReceive.Behind(receiver) : 0;
            ref var its = ref machine.Threads.Transfers[receiver];
            if (its.Selection.Takes(message.Rank))
            {
                if (Fits(message, its))
                {
                    accounts.HandOver(message);
                    Give(message, ref its);
                    toReceive.Serve(receiver, its.Done);
                    return;
                }
                toReceive.Serve(receiver, -(long)Errno.TooBig);
            }
            receiver = behind;
        }
        Line(message);
        accounts.Put(message);
        Watched.Changed(Use.Reading);
    }

    // Of those who wait to send, in order of arrival, all whose messages fit now.
    void LetIn()
    {
        var (sender, left) = (toSend.First, toSend.Count);
        while (left-- > 0)
        {
            var behind = left > 0 ? toSend.Behind(sender) : 0;
            ref var its = ref machine.Threads.Transfers[sender];
            if (HasRoomFor(its.Message))
            {
                accounts.HasSent(its);
                Take(its.Message);
                toSend.Serve(sender, 0);
            }
            sender = behind;
        }
    }

    void Give(in Message message, ref Transfer transfer)
    {
        transfer.Message = message;
        transfer.Done = Math.Min(message.Bytes, transfer.Wanted);
        accounts.HasReceived(ref transfer);
    }

    static bool Fits(in Message message, in Transfer transfer) =>
        message.Bytes <= transfer.Wanted || transfer.Selection.Truncates;
}

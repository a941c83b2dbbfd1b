using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// What comes of opening a channel: POSIX's open file description. Processes share it that came of each other after it
/// was opened; it is closed when the last of them has closed it, and the last call with it has come back.
/// </summary>
/// <param name="channel">What was opened.</param>
/// <param name="use">What it may be used for.</param>
abstract class OpenFile(Channel channel, Use use, IoMode mode)
{
    int users;
    IWatcher? watcher;

    public Channel Channel => channel;
    public Use Use => use;

    /// <summary>Handles that refer to it, and calls that are under way with it.</summary>
    public int Users => users;

    /// <summary>One handle more refers to it, or one call uses it.</summary>
    public void AddUser() => users++;

    /// <summary>One less.</summary>
    public void RemoveUser()
    {
        if (--users > 0) return;
        if (IsWatched)
        {
            var told = watcher!;
            watcher = null;
            WatchEnds();
            told.Closed(this);
        }
        Close();
    }

    /// <summary>A call on it must not block.</summary>
    public bool MustNotBlock(IoMode? asked) => (asked ?? mode) == IoMode.NonBlocking;

    /// <summary>The name of the channel means it; otherwise its handle alone does.</summary>
    public virtual bool IsNamed => true;

    /// <summary>A read would come back at once: with bytes, with the end of all, or with an error.</summary>
    public virtual bool IsReadable => false;

    /// <summary>A write would come back at once: with some bytes written, or with an error.</summary>
    public virtual bool IsWritable => false;

    /// <summary>Nobody is at the other end, or the connection has failed: pollers are told so unasked.</summary>
    public virtual bool HasHungUp => false;

    /// <summary>What it is ready for, of what is asked.</summary>
    public Readiness ReadyFor(Use what) =>
        (what != Use.Writing && IsReadable ? Readiness.Reading : Readiness.None)
        | (what != Use.Reading && IsWritable ? Readiness.Writing : Readiness.None)
        | (HasHungUp ? Readiness.HungUp : Readiness.None);

    /// <summary>Whoever has another one open could make it ready for a use.</summary>
    public virtual bool CanBeServedBy(OpenFile other, Use what) => false;

    /// <summary>Somebody is told when it may have become readable or writable.</summary>
    public bool IsWatched => watcher is not (null or Watchers { Count: 0 });

    /// <summary>Before and behind it, others of the same thing that are watched.</summary>
    public OpenFile? WatchedBefore { get; set; }
    public OpenFile? WatchedBehind { get; set; }

    /// <summary>One more is told when it may have become readable or writable.</summary>
    public void AddWatcher(IWatcher added)
    {
        var begins = !IsWatched;
        if (watcher is null) watcher = added;
        else
        {
            if (watcher is not Watchers) watcher = new Watchers(watcher);
            ((Watchers)watcher).Add(added);
        }
        if (begins) WatchBegins();
    }

    /// <summary>One is told no more; nothing happens where it was not.</summary>
    public void RemoveWatcher(IWatcher removed)
    {
        if (watcher == removed) watcher = null;
        else if (watcher is not Watchers several || !several.Remove(removed)) return;
        if (!IsWatched) WatchEnds();
    }

    /// <summary>It may be ready now for what it was not before.</summary>
    public void HasChanged(Use what) => watcher?.Changed(this, what);

    /// <summary>A call on it may say where its bytes are.</summary>
    internal virtual bool HasAddresses => false;

    public bool Reads => use != Use.Writing;
    public bool Writes => use != Use.Reading;

    /// <summary>Takes bytes out, or the oldest message: how many is answered, 0 at the end of all.</summary>
    /// <param name="whole">Waits until all are there that are wanted, or the end.</param>
    public virtual Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole) => Refuse(thread);

    /// <summary>Puts bytes in, or a message.</summary>
    /// <param name="value">What comes with them.</param>
    public virtual Flow Write(int thread, ref Transfer transfer, IoMode? mode, long value) => Refuse(thread);

    /// <summary>Writes what is only in memory; comes back when that is done.</summary>
    public virtual Flow Sync(int thread, ref Transfer transfer) => Refuse(thread);

    /// <summary>Sends the message that the call is about.</summary>
    public virtual Flow Send(int thread, ref Transfer transfer, IoMode? mode) => Refuse(thread);

    /// <summary>Receives a message of those that the call would have: how many bytes it has is answered.</summary>
    public virtual Flow Receive(int thread, ref Transfer transfer, IoMode? mode) => Refuse(thread);

    /// <summary>A call has come back with a part of what it was to move.</summary>
    public virtual void Count(ref Transfer transfer) => channel.Count(ref transfer);

    /// <summary>Changes a semaphore as the call would, or waits until it can be.</summary>
    public virtual Flow Change(int thread, ref Transfer transfer, IoMode? mode) => Refuse(thread);

    /// <summary>What tells messages apart in what was opened.</summary>
    public virtual Rank Ranks => Rank.None;

    /// <summary>Removes from the kernel what was opened; answers why it cannot.</summary>
    public virtual Errno? Remove(int thread) => Errno.Invalid;

    /// <summary>Somebody watches it from now on, or nobody any more.</summary>
    protected virtual void WatchBegins() { }
    protected virtual void WatchEnds() { }

    /// <summary>Nobody uses it any more.</summary>
    protected abstract void Close();

    Flow Refuse(int thread) => channel.Machine.Finish(thread, Errno.Invalid);
}

using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Channels.Polling;

/// <summary>
/// An epoll that is open: the files that it watches, those that may be ready, and the threads that wait.
/// </summary>
/// <remarks>
/// epoll(7); fs/eventpoll.c of Linux 6.x. A file comes into the line of those that may be ready when it changes, and is
/// looked at when a thread takes it out. Where states are told, it goes back to the end of the line, for whoever comes
/// next: so who finds more in line than it takes wakes another. Of the threads that wait, the last to come is woken.
/// The files are not kept open.
/// </remarks>
sealed class EpollFile(Epoll channel, IoMode mode) : OpenFile(channel, Use.Reading, mode), IAwaited
{
    const int DeepestNest = 5;

    readonly Machine machine = channel.Machine;
    readonly Dictionary<(OpenFile, long), EpollItem> known = [];
    readonly List<EpollItem> items = [];
    readonly List<EpollFile> above = [];
    ThreadQueue waiting;
    EpollLine line;

    public override bool IsReadable
    {
        get
        {
            for (var item = line.First; item is not null; item = item.Behind)
                if (item.Can != Readiness.None) return true;
            return false;
        }
    }

    public string What => items.Count == 0 ? $"files in {channel.Name}, where there are none"
        : $"one of {items.Count} file{(items.Count == 1 ? "" : "s")} in {channel.Name} to become ready";

    Errno? IAwaited.WhenTimeIsUp => null;
    string IAwaited.Means => "the other end of one of them open";

    /// <summary>It watches a file from now on; answers why not.</summary>
    public Errno? Add(OpenFile file, long handle, in Interest interest, bool isExclusive)
    {
        if (file == this || isExclusive && file is EpollFile) return Errno.Invalid;
        if (known.ContainsKey((file, handle))) return Errno.Exists;
        if (file is EpollFile other)
        {
            if (other.Reaches(this) || other.NestsBelow + NestsAbove > DeepestNest) return Errno.Loop;
            other.above.Add(this);
        }
        var item = new EpollItem(this, file, handle, isExclusive) { Interest = interest, Number = items.Count };
        known.Add((file, handle), item);
        items.Add(item);
        file.AddWatcher(item);
        LineIfReady(item);
        return null;
    }

    /// <summary>It is asked for something else of a file, and looks at once; answers why not.</summary>
    public Errno? Change(OpenFile file, long handle, in Interest interest)
    {
        if (file == this) return Errno.Invalid;
        if (!known.TryGetValue((file, handle), out var item)) return Errno.NoEntry;
        if (item.IsExclusive) return Errno.Invalid;
        (item.Interest, item.IsSpent) = (interest, false);
        LineIfReady(item);
        return null;
    }

    /// <summary>It watches a file no more; answers why not.</summary>
    public Errno? Remove(OpenFile file, long handle)
    {
        if (file == this) return Errno.Invalid;
        if (!known.TryGetValue((file, handle), out var item)) return Errno.NoEntry;
        Leave(item);
        return null;
    }

    /// <summary>A thread is told of so many files at most that are ready, or waits for the first.</summary>
    /// <param name="tells">It wants to know which.</param>
    public Flow Wait(int thread, int most, bool tells)
    {
        if (Gather(thread, most, tells) is > 0 and var ready)
        {
            if (!line.IsEmpty) WakeOne();
            return machine.Finish(thread, ready);
        }
        if (machine.MustNotWait(thread, out var why))
            return why == Errno.TimedOut ? machine.Finish(thread, 0L) : machine.Finish(thread, why);
        waiting.AddFirst(machine.Threads, thread);
        return machine.BlockOnIO(thread, this);
    }

    /// <summary>An item may be ready: a thread is woken; false where none waits.</summary>
    public bool Line(EpollItem item)
    {
        if (!item.IsLined) line.Add(item);
        HasChanged(Use.Reading);
        return WakeOne();
    }

    /// <summary>A file is watched no more, or was closed.</summary>
    public void Leave(EpollItem item)
    {
        known.Remove((item.File, item.Handle));
        var last = items[^1];
        (items[item.Number], last.Number) = (last, item.Number);
        items.RemoveAt(items.Count - 1);
        Detach(item);
    }

    public override bool CanBeServedBy(OpenFile other, Use what) =>
        items.Any(item => item.File.CanBeServedBy(other, item.Interest.What));

    bool IAwaited.IsServedBy(OpenFile file) => CanBeServedBy(file, Use.Both);
    void IAwaited.Forget(int thread) => waiting.Remove(machine.Threads, thread);

    void IAwaited.PassOn()
    {
        if (!line.IsEmpty) WakeOne();
    }

    protected override void Close()
    {
        foreach (var item in items) Detach(item);
        items.Clear();
        known.Clear();
    }

    // Those behind the last that is looked at stay where they are, before those that go back into line.
    int Gather(int thread, int most, bool tells)
    {
        var (ready, looked, last, isLast) = (0, 0, line.Last, line.IsEmpty);
        while (!isLast && ready < most)
        {
            var item = line.First!;
            isLast = item == last;
            line.Remove(item);
            looked++;
            if (item.Can is not (not Readiness.None and var can)) continue;
            ready++;
            if (tells) machine.TellReady(thread, new(item.Handle, 0, item.Interest.Value, can));
            if (item.Interest.Once) item.IsSpent = true;
            else if (!item.Interest.Edge) line.Add(item);
        }
        if (tells) machine.Threads.Ready[thread].Turn(ready);
        machine.Threads.Transfers[thread].Copying += looked * machine.Costs.EpollFile;
        return ready;
    }

    void LineIfReady(EpollItem item)
    {
        if (item.Can != Readiness.None) Line(item);
    }

    bool WakeOne()
    {
        if (waiting.Count == 0) return false;
        machine.Retry(waiting.Take(machine.Threads));
        return true;
    }

    void Detach(EpollItem item)
    {
        if (item.IsLined) line.Remove(item);
        item.File.RemoveWatcher(item);
        if (item.File is EpollFile other) other.above.Remove(this);
    }

    bool Reaches(EpollFile other) =>
        items.Any(item => item.File is EpollFile its && (its == other || its.Reaches(other)));

    // How many epolls stand one in the other, itself included.
    int NestsBelow => 1 + items.Select(item => item.File is EpollFile its ? its.NestsBelow : 0).DefaultIfEmpty().Max();
    int NestsAbove => 1 + above.Select(its => its.NestsAbove).DefaultIfEmpty().Max();
}

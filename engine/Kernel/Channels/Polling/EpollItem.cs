namespace Timeslice.Kernel.Channels.Polling;

/// <summary>One open file that an epoll watches, by the handle under which it was added.</summary>
sealed class EpollItem(EpollFile of, OpenFile file, long handle, bool isExclusive) : IWatcher
{
    public OpenFile File => file;
    public long Handle => handle;
    public bool IsExclusive => isExclusive;

    /// <summary>What for, whether changes alone are told, and whether it is told once.</summary>
    public Interest Interest { get; set; }

    /// <summary>It was told once, and that was all.</summary>
    public bool IsSpent { get; set; }

    /// <summary>Which of the items of its epoll.</summary>
    public int Number { get; set; }

    /// <summary>It stands in the line of those that may be ready, before another and behind one.</summary>
    public bool IsLined { get; set; }
    public EpollItem? Before { get; set; }
    public EpollItem? Behind { get; set; }

    /// <summary>What of all that it is watched for it is ready for.</summary>
    public Readiness Can => IsSpent ? Readiness.None : file.ReadyFor(Interest.What);

    public void Changed(OpenFile file) => TryTake(file, Use.Both);
    public void Changed(OpenFile file, Use what) => TryTake(file, what);
    public void Closed(OpenFile file) => of.Leave(this);

    public bool TryTake(OpenFile file, Use what)
    {
        if (IsSpent || what != Interest.What && what != Use.Both && Interest.What != Use.Both) return false;
        return of.Line(this);
    }
}

/// <summary>What an epoll is asked to tell of a file.</summary>
/// <param name="Edge">Each change once, instead of a state as long as it lasts. EPOLLET</param>
/// <param name="Once">Once, until it is asked anew. EPOLLONESHOT</param>
/// <param name="Value">What comes with it.</param>
readonly record struct Interest(Use What, bool Edge, bool Once, long Value);

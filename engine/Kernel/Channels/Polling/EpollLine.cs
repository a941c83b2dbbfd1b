namespace Timeslice.Kernel.Channels.Polling;

/// <summary>The items of an epoll that may be ready, in order of arrival, linked through themselves.</summary>
struct EpollLine
{
    EpollItem? first, last;

    public readonly bool IsEmpty => first is null;
    public readonly EpollItem? First => first;
    public readonly EpollItem? Last => last;

    public void Add(EpollItem item)
    {
        (item.IsLined, item.Before, item.Behind) = (true, last, null);
        if (last is null) first = item;
        else last.Behind = item;
        last = item;
    }

    public void Remove(EpollItem item)
    {
        if (item.Before is null) first = item.Behind;
        else item.Before.Behind = item.Behind;
        if (item.Behind is null) last = item.Before;
        else item.Behind.Before = item.Before;
        (item.IsLined, item.Before, item.Behind) = (false, null, null);
    }
}

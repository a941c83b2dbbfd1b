namespace Timeslice.Kernel.Channels.Polling;

/// <summary>What an open file is ready for: the events of poll(2) and epoll(7).</summary>
[Flags]
public enum Readiness
{
    /// <summary>Nothing that was asked for.</summary>
    None = 0,

    /// <summary>POLLIN: a read comes back at once.</summary>
    Reading = 1,

    /// <summary>POLLOUT: a write comes back at once.</summary>
    Writing = 2,

    /// <summary>POLLHUP or POLLERR: nobody is at the other end. It is told unasked.</summary>
    HungUp = 4,

    /// <summary>POLLNVAL: it is not open.</summary>
    NotOpen = 8,
}

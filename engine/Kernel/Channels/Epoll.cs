using Timeslice.Des;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// Watches many open files for a process: which of them are ready is known without looking at all. Each <c>open</c>
/// makes another, as epoll_create(2) does; those that are forked off afterwards share it.
/// </summary>
/// <remarks>
/// epoll(7). Files are added by <c>epoll-add</c>, and <c>epoll-wait</c> tells of those that are ready, at a cost for
/// each of these alone. A file leaves when the last that has it open closes it. An epoll can be polled itself, and be
/// added to another.
/// </remarks>
public sealed class Epoll : Channel, IPollable
{
    /// <summary>One of a scenario.</summary>
    public Epoll() { }

    /// <summary>One that belongs to a machine at once.</summary>
    public Epoll(Machine machine, string? name = null) => machine.Add(this, name);

    private protected override (Duration Call, Duration KiB) Prices(Costs costs) => (costs.Epoll, default);

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how) =>
        Give(thread, new EpollFile(this, how.Mode), how.EndsWithExec);
}

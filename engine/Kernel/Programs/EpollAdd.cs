using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>Lets an epoll watch an open file. A system call.</summary>
/// <remarks>epoll_ctl(2), EPOLL_CTL_ADD. If the file is ready, that is told as if it had just become so.</remarks>
/// <param name="to">The epoll, or its handle.</param>
/// <param name="file">
/// The file: a channel or a handle. The name of an address means the door at which the process listens, if it does.
/// </param>
/// <param name="for">For what.</param>
/// <param name="edge">
/// Tells each change once (EPOLLET), such as bytes that come; else it is told as long as the file is ready.
/// </param>
/// <param name="exclusive">
/// Of several epolls to which a file was added so, one in which a thread waits is told of a change, the first of them
/// (EPOLLEXCLUSIVE); else all are.
/// </param>
/// <param name="oneShot">Tells once, and then no more until <c>epoll-change</c> (EPOLLONESHOT).</param>
/// <param name="value">What <c>epoll-wait</c> tells with it; its handle when left out.</param>
/// <param name="as">
/// The variable that is told 0, or below 0 why it failed: −9 (EBADF) where one is not open, −17 (EEXIST) where it is
/// watched already, −40 (ELOOP) where epolls would watch each other, −22 (EINVAL) where it is the epoll itself, or
/// is an epoll and <c>exclusive</c>. Without it, a failure ends the run.
/// </param>
public sealed class EpollAdd(
    ChannelReference<Epoll> to, ChannelReference<IPollable> file, Use @for = Use.Reading, bool edge = false,
    bool exclusive = false, bool oneShot = false, Formula? value = null, VariableReference? @as = null)
    : CompositeOperation
{
    readonly bool exclusive = !exclusive || !oneShot ? exclusive
        : throw new ArgumentOutOfRangeException(nameof(exclusive), exclusive, "cannot be `one-shot`: epoll_ctl(2)");

    readonly ChannelReference<IPollable> file = EpollStep.One(file, nameof(file));

    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(to, file, @for, edge, exclusive, oneShot, value), this, @as);

    internal sealed class Step(ChannelReference<Epoll> to, ChannelReference<IPollable> file, Use what, bool edge,
        bool exclusive, bool oneShot, Formula? value) : EpollStep(to, file, what)
    {
        protected override Errno? Tell(Machine machine, int thread, EpollFile epoll, OpenFile file, long handle) =>
            epoll.Add(file, handle, InterestOf(machine, thread, handle, edge, oneShot, value), exclusive);
    }
}

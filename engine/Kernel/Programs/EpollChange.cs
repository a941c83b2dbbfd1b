using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Lets an epoll watch an open file for something else, or again where it was to tell once. A system call.
/// </summary>
/// <remarks>epoll_ctl(2), EPOLL_CTL_MOD. If the file is ready, that is told as if it had just become so.</remarks>
/// <param name="in">The epoll, or its handle.</param>
/// <param name="file">The file, as it was added.</param>
/// <param name="for">For what.</param>
/// <param name="edge">Tells each change once.</param>
/// <param name="oneShot">Tells once.</param>
/// <param name="value">What <c>epoll-wait</c> tells with it; its handle when left out.</param>
/// <param name="as">
/// The variable that is told 0, or below 0 why it failed: −2 (ENOENT) where it is not watched, −9 (EBADF) where one is
/// not open, −22 (EINVAL) where it was added as exclusive. Without it, a failure ends the run.
/// </param>
public sealed class EpollChange(
    ChannelReference<Epoll> @in, ChannelReference<IPollable> file, Use @for = Use.Reading, bool edge = false,
    bool oneShot = false, Formula? value = null, VariableReference? @as = null) : CompositeOperation
{
    readonly ChannelReference<IPollable> file = EpollStep.One(file, nameof(file));

    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(@in, file, @for, edge, oneShot, value), this, @as);

    internal sealed class Step(ChannelReference<Epoll> @in, ChannelReference<IPollable> file, Use what, bool edge,
        bool oneShot, Formula? value) : EpollStep(@in, file, what)
    {
        protected override Errno? Tell(Machine machine, int thread, EpollFile epoll, OpenFile file, long handle) =>
            epoll.Change(file, handle, InterestOf(machine, thread, handle, edge, oneShot, value));
    }
}

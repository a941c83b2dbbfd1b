using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>Lets an epoll watch an open file no more. A system call.</summary>
/// <remarks>epoll_ctl(2), EPOLL_CTL_DEL.</remarks>
/// <param name="from">The epoll, or its handle.</param>
/// <param name="file">The file, as it was added.</param>
/// <param name="as">
/// The variable that is told 0, or below 0 why it failed: −2 (ENOENT) where it is not watched, −9 (EBADF) where one is
/// not open. Without it, a failure ends the run.
/// </param>
public sealed class EpollRemove(
    ChannelReference<Epoll> from, ChannelReference<IPollable> file, VariableReference? @as = null) : CompositeOperation
{
    readonly ChannelReference<IPollable> file = EpollStep.One(file, nameof(file));

    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(from, file), this, @as);

    internal sealed class Step(ChannelReference<Epoll> from, ChannelReference<IPollable> file)
        : EpollStep(from, file, Use.Reading)
    {
        protected override Errno? Tell(Machine machine, int thread, EpollFile epoll, OpenFile file, long handle) =>
            epoll.Remove(file, handle);
    }
}

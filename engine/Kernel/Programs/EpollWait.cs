using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Waits until at least one of the files that an epoll watches is ready. A system call that costs something for each
/// that is ready, and nothing for the others.
/// </summary>
/// <remarks>
/// epoll_wait(2). Time limit: 0 is answered. A handler that comes meanwhile ends it with −4 (EINTR), whatever it says.
/// Of several threads that wait at one epoll, one is woken for each change, the last to come.
/// </remarks>
/// <param name="of">The epoll, or its handle.</param>
/// <param name="most">Of how many files it tells at most.</param>
/// <param name="timeout">
/// How long it waits at most, from when it is called; drawn when it begins. 0ms: it does not wait. For ever when left
/// out.
/// </param>
/// <param name="as">
/// The variable that is told how many are ready, or below 0 why it failed: −9 (EBADF) where the epoll is not open, −22
/// (EINVAL) where it is none. Without it, a failure ends the run.
/// </param>
/// <param name="ready">The variable that gets the handle of one that is ready.</param>
/// <param name="value">The variable that gets the value that was given with it.</param>
/// <param name="can">
/// The variable that gets what it is ready for: 1 reading, 2 writing, 4 nobody is at the other end; or the sum.
/// </param>
/// <param name="do">
/// What is done once for each that was ready when the call came back. Left out, the first alone is told.
/// </param>
public sealed class EpollWait(
    ChannelReference<Epoll> of, int most = 64, RandomDuration? timeout = null, VariableReference? @as = null,
    VariableReference? ready = null, VariableReference? value = null, VariableReference? can = null,
    IReadOnlyList<Operation>? @do = null) : CompositeOperation
{
    readonly int most = most >= 1 ? most
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1");

    protected internal override void Assemble(Assembler code)
    {
        var loop = new ReadyLoop(ready, null, value, can, @do);
        loop.Assemble(code, new Step(of, most, timeout, loop.IsTold), this, @as);
    }

    internal sealed class Step(ChannelReference<Epoll> of, int most, RandomDuration? timeout, bool tells) : SlowCall
    {
        internal override bool GivesUp => timeout is not null;
        protected override bool BeginsAnew(Machine machine, int thread) => false;

        protected internal override Charge Cost(Machine machine, int thread)
        {
            machine.Begin(thread, of, writes: false, wanted: null, timeout);
            return Charge.System(machine.Costs.SystemCall + machine.Costs.Epoll);
        }

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.Begin(thread, of, writes: false, wanted: null, timeout).File switch
            {
                null => machine.Finish(thread, Errno.BadHandle),
                EpollFile epoll => epoll.Wait(thread, most, tells),
                _ => machine.Finish(thread, Errno.Invalid),
            };
    }
}

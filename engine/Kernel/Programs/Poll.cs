using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Waits until at least one of several open files is ready: to use it would not block. A system call that looks at each
/// of them, and at all again when it is woken: it costs so much for each, ready or not.
/// </summary>
/// <remarks>
/// poll(2). Time limit: 0 is answered. A handler that comes meanwhile ends it with −4 (EINTR), whatever it says. All
/// who wait for a file are woken when it becomes ready. That nobody is at the other end is told unasked.
/// </remarks>
/// <param name="of">
/// Which: channels, all of an array, handles. One below 0 is left out; one that is not open counts as ready. The name
/// of an address means the door at which the process listens, if it does.
/// </param>
/// <param name="first">Handles as well: all that are open from this one on, or from the lowest, to <c>last</c>.</param>
/// <param name="last">The last of those, or all from <c>first</c> on.</param>
/// <param name="for">For what.</param>
/// <param name="timeout">
/// How long it waits at most, from when it is called; drawn when it begins. 0ms: it looks and does not wait. For ever
/// when left out.
/// </param>
/// <param name="as">
/// The variable that is told how many are ready, or below 0 why it failed: −9 (EBADF) where a channel is not open.
/// Without it, a failure ends the run.
/// </param>
/// <param name="ready">The variable that gets the handle of one that is ready.</param>
/// <param name="which">The variable that gets its place in the list, from 1.</param>
/// <param name="can">
/// The variable that gets what it is ready for: 1 reading, 2 writing, 4 nobody is at the other end, 8 it is not open;
/// or the sum.
/// </param>
/// <param name="do">
/// What is done once for each that was ready when the call came back, in the order in which they were given. Left out,
/// the first alone is told.
/// </param>
public sealed class Poll(
    IReadOnlyList<ChannelReference<IPollable>>? of = null, Formula? first = null, Formula? last = null,
    Use @for = Use.Reading, RandomDuration? timeout = null, VariableReference? @as = null,
    VariableReference? ready = null, VariableReference? which = null, VariableReference? can = null,
    IReadOnlyList<Operation>? @do = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var loop = new ReadyLoop(ready, which, null, can, @do);
        var call = new PollStep(of ?? [], first, last, @for, timeout, isSelect: false, loop.IsTold);
        loop.Assemble(code, call, this, @as);
    }
}

using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Ends a connection in one direction, for all who have it open: after the last byte the other side comes to the end,
/// and can go on writing. A system call.
/// </summary>
/// <remarks>shutdown(2).</remarks>
/// <param name="name">The connection: its handle, or the address to which the process has connected.</param>
/// <param name="use">
/// For what it is used no more: <c>writing</c>; <c>reading</c>, which over the network the other side is not told; or
/// both.
/// </param>
/// <param name="as">
/// The variable that is told 0, or below 0 why it failed: −107 (ENOTCONN) without a connection. Without it, a failure
/// ends the run.
/// </param>
public sealed class Shutdown(
    ChannelReference<IReadable> name, Use use = Use.Writing, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name, use), this, @as);

    internal sealed class Step(ChannelReference<IReadable> name, Use use) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.FileAt(name, thread, writes: false) switch
            {
                null => machine.Answer(thread, Errno.BadHandle),
                StreamEnd end => end.Shut(use) is { } why ? machine.Answer(thread, why) : machine.Answer(thread, 0),
                _ => machine.Answer(thread, Errno.NotConnected),
            };
    }
}

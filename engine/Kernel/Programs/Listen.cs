using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Listens at the address of a stream socket: others can connect to it from now on, until the last process that listens
/// there has closed it. Those that are forked off afterwards listen too, in the same line. A system call.
/// </summary>
/// <remarks>socket(2), bind(2) and listen(2) in one.</remarks>
/// <param name="name">The address.</param>
/// <param name="backlog">
/// How many connections may stand in line that were made and not accepted, less one, as on Linux: from 0. Who
/// connects by the network to a full line asks again after 1 s, then 2 s and so on; who does so locally waits.
/// </param>
/// <param name="as">
/// The variable that is told the handle, or −98 (EADDRINUSE) where somebody listens already, or has left a name in the
/// file system. Without it, that ends the run.
/// </param>
public sealed class Listen(
    ChannelReference<IConnectable> name, int backlog = 128, VariableReference? @as = null) : CompositeOperation
{
    readonly int backlog = backlog >= 0 ? backlog
        : throw new ArgumentOutOfRangeException(nameof(backlog), backlog, "must be at least 0");

    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name, backlog), this, @as);

    internal sealed class Step(ChannelReference<IConnectable> name, int backlog) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.ChannelAt(name, thread) is StreamSocket address
                ? address.Listen(thread, backlog)
                : machine.Answer(thread, Processes.Errno.Invalid);
    }
}

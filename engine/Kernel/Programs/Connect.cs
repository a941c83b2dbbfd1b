using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Connects to the address of a stream socket, where a process must listen: on this machine or, over the network, on
/// another. A system call, which costs what sending does. Locally the connection is made at once, unless the backlog is
/// full; over the network it takes a round trip. A handler that breaks the wait off ends the request; where the call
/// begins anew, it asks anew.
/// </summary>
/// <param name="to">The address.</param>
/// <param name="as">
/// The variable that is told the handle of the connection; below 0 why there is none, −111 (ECONNREFUSED) where nobody
/// listens. Without it, a failure ends the run.
/// </param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="mode">
/// What it does where it would have to wait, and what calls on the connection do. If it must not block, it fails
/// locally with −11 (EAGAIN); over the network it gives the handle at once, as EINPROGRESS of POSIX says, and the
/// connection can be written to when it is made; that it was not made, the first call on it says.
/// </param>
public sealed class Connect(
    ChannelReference<IConnectable> to, VariableReference? @as = null, RandomDuration? timeout = null,
    IoMode mode = IoMode.Blocking) : CompositeOperation
{
    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(to, null, timeout, mode), this, @as);

    /// <param name="address">The address, where it may be on another machine than the thread.</param>
    internal sealed class Step(
        ChannelReference<IConnectable> to, StreamSocket? address, RandomDuration? timeout, IoMode mode) : SlowCall
    {
        internal override bool GivesUp => timeout is not null;

        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(AddressOf(machine, thread).CostOfCallAt(machine.Costs));

        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var transfer = ref machine.Begin(thread, wanted: null, timeout);
            return AddressOf(machine, thread).Connect(machine, thread, ref transfer, mode);
        }

        StreamSocket AddressOf(Machine machine, int thread) =>
            address ?? (machine.ChannelAt(to, thread) as StreamSocket)?.Reached() as StreamSocket
            ?? throw machine.Refuse(thread, "connects to what is open already: give the address, not a handle");
    }
}

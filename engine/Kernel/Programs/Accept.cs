using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Accepts the connection that has stood longest in line where the process listens; waits while there is none. A system
/// call, which costs what sending does. Of several threads that wait, of one process or of many, one is woken for each
/// connection, the first in line.
/// </summary>
/// <param name="from">The address, or the handle by which the process listens there.</param>
/// <param name="as">
/// The variable that is told the handle of the connection, or below 0 why there is none. Without it, a failure ends the
/// run.
/// </param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="mode">What it does where it would have to wait.</param>
public sealed class Accept(
    ChannelReference<IConnectable> from, VariableReference? @as = null, RandomDuration? timeout = null,
    IoMode? mode = null) : CompositeOperation
{
    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(from, timeout, mode), this, @as);

    internal sealed class Step(ChannelReference<IConnectable> from, RandomDuration? timeout, IoMode? mode) : SlowCall
    {
        internal override bool GivesUp => timeout is not null;

        protected internal override Charge Cost(Machine machine, int thread) => Charge.System(
            machine.ListenerAt(from, thread)?.Channel.CostOfCallAt(machine.Costs) ?? machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Begin(thread, wanted: null, timeout);
            return machine.ListenerAt(from, thread) is { } listener
                ? listener.Accept(thread, mode)
                : machine.Finish(thread, Errno.BadHandle);
        }
    }
}

using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Opens a channel for the process: what is open can be read and written by its name, by this process and by those that
/// are forked off afterwards. A system call.
/// </summary>
/// <param name="name">The channel.</param>
/// <param name="for">What for; left out, what one process does with this kind: both, where it can be.</param>
/// <param name="mode">What its calls do, unless they say so themselves.</param>
/// <param name="create">Makes one where there is none. Of channels that have a name or a key in the kernel.</param>
/// <param name="exclusive">With <c>create</c>, fails with −17 (EEXIST) where there is one already.</param>
/// <param name="as">
/// The variable that is told the handle, a number from 3 on, or below 0 why it failed. Without it, a failure ends the
/// run.
/// </param>
public sealed class Open(
    ChannelReference<Channel> name, Use? @for = null, IoMode mode = IoMode.Blocking, bool create = false,
    bool exclusive = false, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(name, new(@for, mode, create, exclusive)), this, @as);

    internal sealed class Step(ChannelReference<Channel> name, Opening how) : SlowCall
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var transfer = ref machine.Begin(thread, wanted: null, timeout: null);
            return machine.ChannelAt(name, thread)!.Open(thread, ref transfer, how);
        }
    }
}

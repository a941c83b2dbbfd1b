using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a shared memory out of the memory of the process, as it was attached last. One that has been removed vanishes
/// with the last process that detaches it. A system call.
/// </summary>
/// <remarks>shmdt(2).</remarks>
/// <param name="name">The shared memory.</param>
/// <param name="as">
/// The variable that is told 0, or −22 (EINVAL) where it is not attached. Without it, that ends the run.
/// </param>
public sealed class DetachMemory(
    ChannelReference<SharedMemory> name, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name), this, @as);

    internal sealed class Step(ChannelReference<SharedMemory> name) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.ChannelAt(name, thread) is SharedMemory memory && machine.ProcessOf(thread).Space.TryDetach(memory)
                ? machine.Answer(thread, 0) : machine.Answer(thread, Errno.Invalid);
    }
}

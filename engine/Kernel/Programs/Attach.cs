using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Makes a shared memory part of the memory of the process, if permissions let it: its threads can use it, and those
/// of
/// processes that are forked off afterwards. A system call.
/// </summary>
/// <remarks>shmat(2).</remarks>
/// <param name="name">The shared memory, or the id that opening it gave.</param>
/// <param name="readOnly">Who writes to it dies of it (status 139).</param>
/// <param name="as">
/// The variable that is told 0; or −13 (EACCES) where permissions refuse it, −22 (EINVAL) where there is none. Without
/// it, these end the run.
/// </param>
public sealed class Attach(
    ChannelReference<SharedMemory> name, bool readOnly = false, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name, readOnly), this, @as);

    internal sealed class Step(ChannelReference<SharedMemory> name, bool readOnly) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var error = machine.ChannelAt(name, thread) is SharedMemory memory ? memory.Attach(thread, readOnly)
                : machine.FileAt(name, thread, writes: false) is SegmentId { Segment: { } segment }
                    ? segment.Memory.Attach(thread, segment, readOnly)
                : Errno.Invalid;
            return error is { } why ? machine.Answer(thread, why) : machine.Answer(thread, 0);
        }
    }
}

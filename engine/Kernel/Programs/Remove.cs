using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Removes what stands in the kernel by the name or the key of a channel: that is free at once. What POSIX calls by
/// names lives on until the last who has it open closes it; a System V queue or semaphore vanishes at once, and who
/// waits there is told −43 (EIDRM). Its owner alone may, and root. So too of a FIFO, and of the name of a local socket:
/// who is connected talks on. A system call.
/// </summary>
/// <remarks>mq_unlink(3), unlink(2), msgctl(2) and semctl(2) with IPC_RMID.</remarks>
/// <param name="name">The channel, or the id of what is of System V.</param>
/// <param name="as">
/// The variable that is told 0; or −2 (ENOENT) where there is nothing, −13 (EACCES) or, of System V, −1 (EPERM) where
/// it belongs to another, −22 (EINVAL) of a socket that has no name in the file system. Without it, these end the run.
/// </param>
public sealed class Remove(ChannelReference<IRemovable> name, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name), this, @as);

    internal sealed class Step(ChannelReference<IRemovable> name) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var error = machine.ChannelAt(name, thread) is { } channel ? channel.Remove(thread)
                : machine.FileAt(name, thread, writes: true) is { } file ? file.Remove(thread) : Errno.Invalid;
            return error is { } why ? machine.Answer(thread, why) : machine.Answer(thread, 0);
        }
    }
}

using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Closes a channel for the process. When nobody has an end to write any more, who reads comes to the end. A system call.
/// </summary>
/// <param name="name">The channel, or a handle.</param>
/// <param name="end">Which end; all that are open when left out.</param>
/// <param name="as">
/// The variable that is told 0, or −9 (EBADF) where it is not open. Without it, that ends the run.
/// </param>
public sealed class Close(
    ChannelReference<Channel> name, Use end = Use.Both, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name, end), this, @as);

    internal sealed class Step(ChannelReference<Channel> name, Use end) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var reads = end != Use.Writing && TryClose(machine, thread, writes: false);
            var writes = end != Use.Reading && TryClose(machine, thread, writes: true);
            var listens = end == Use.Both && name.Handle is null && TryListenNoMore(machine, thread);
            return reads || writes || listens ? machine.Answer(thread, 0) : machine.Answer(thread, Errno.BadHandle);
        }

        bool TryListenNoMore(Machine machine, int thread)
        {
            var handle = machine.ListeningAt(name, thread);
            if (handle >= 0) machine.ProcessOf(thread).Handles.Close(handle);
            return handle >= 0;
        }

        // An end that does both has been closed already.
        bool TryClose(Machine machine, int thread, bool writes)
        {
            var (handles, handle) = (machine.ProcessOf(thread).Handles, machine.HandleAt(name, thread, writes));
            if (handles.Find(handle) is not { } file || !(writes ? file.Writes : file.Reads)) return false;
            handles.Close(handle);
            return true;
        }
    }
}

using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Closes a channel for the process. When nobody has an end to write any more, who reads comes to the end. A call that
/// another thread of the process is in goes on, and has its end open until it comes back. A system call.
/// </summary>
/// <param name="name">The channel, or a handle.</param>
/// <param name="end">
/// Which end; both, where both are open, when left out. Of a channel opened several times, that opened last.
/// </param>
/// <param name="as">
/// The variable that is told 0, or −9 (EBADF) where it is not open. Without it, that ends the run.
/// </param>
public sealed class Close(
    ChannelReference<Channel> name, Use end = Use.Both, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name, end), this, @as);

    internal sealed class Step(ChannelReference<Channel> name, Use end) : Operation
    {
        const long NotOpen = -1;

        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var reading = end == Use.Writing ? NotOpen : HandleOf(machine, thread, writes: false);
            var writing = end == Use.Reading ? NotOpen : HandleOf(machine, thread, writes: true);
            var listening = end == Use.Both && name.Handle is null ? machine.ListeningAt(name, thread) : NotOpen;
            if (reading == NotOpen && writing == NotOpen && listening == NotOpen)
                return machine.Answer(thread, Errno.BadHandle);
            var handles = machine.ProcessOf(thread).Handles;
            if (reading != NotOpen) handles.Close(reading);
            if (writing != NotOpen && writing != reading) handles.Close(writing);
            if (listening != NotOpen) handles.Close(listening);
            return machine.Answer(thread, 0);
        }

        long HandleOf(Machine machine, int thread, bool writes) =>
            machine.HandleAt(name, thread, writes) is var handle
            && machine.ProcessOf(thread).Handles.Find(handle) is { } file
            && (writes ? file.Writes : file.Reads) ? handle : NotOpen;
    }
}

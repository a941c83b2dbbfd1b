using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Calls;

/// <summary>Sends a signal: <see cref="Kill"/> for methods.</summary>
sealed class SendSignal(Process to, Signal signal) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.Signal);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        var process = machine.ProcessOf(thread);
        if (!process.Credentials.MaySignal(to.Credentials))
            throw machine.Refuse(thread, $"calls kill, which fails: {Errors.Say((long)Errno.NotPermitted)}");
        machine.Signalling.Send(to, signal, by: thread);
        return machine.AfterSignals(process, thread);
    }
}

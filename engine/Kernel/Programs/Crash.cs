using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Does what no program may: SIGSEGV ends its process, with all its threads; other processes live on. A handler may
/// catch it, and should <c>exit</c>: where it returns, the same is done again.
/// </summary>
public sealed class Crash : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        var process = machine.ProcessOf(thread);
        if (process.Handlers is null)
        {
            machine.ExitBySignal(process, Signal.Segv);
            return Flow.Exited;
        }
        machine.Jump(thread, -1);
        machine.Signalling.Force(thread, Signal.Segv);
        return machine.AfterSignals(process, thread);
    }
}

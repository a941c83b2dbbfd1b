using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Ends a thread whose method an exception has left, and then the run.</summary>
sealed class Fail(SimulationFailed failure) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.ExitThread(thread);
        throw failure;
    }
}

using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel;

/// <content>For schedulers that know how long the bursts of ready threads are.</content>
sealed partial class Dispatcher
{
    /// <summary>
    /// Draws what a thread is going to compute next. It draws from its own stream, so only the time of drawing changes.
    /// </summary>
    void Foresee(int thread)
    {
        while (threads[thread].Left == 0 && (threads[thread].Flags & AsksFirst) == 0)
        {
            ref var record = ref threads[thread];
            var step = code.Steps[record.Pc];
            if (!step.IsFlow && step is not Compute) return;
            record.Pc++;
            step.Execute(machine, thread);
        }
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Uses the CPU for a time, in user mode. Preempted and resumed as the scheduler decides; never cut short.
/// </summary>
/// <param name="time">CPU time needed.</param>
public sealed class Compute(RandomDuration time) : Operation
{
    internal override Duration? WorstCpuTime => time.Most;

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Work(thread, time.Draw(ref machine.Random(thread)));
}

using Timeslice.Des;
using Timeslice.Kernel;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Writes down whom a CPU turns to, and when.
sealed class Diary : Observer
{
    public List<(Duration At, string Name)> Turns { get; } = [];

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (state == CpuState.User) Turns.Add((machine.Simulation.Now - Instant.Start, machine.ClassOf(thread).Name));
    }
}

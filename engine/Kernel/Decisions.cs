using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>
/// The CPUs that decide at the end of this instant what they run: free ones first, so
/// that nobody is preempted for a CPU that is free.
/// </summary>
/// <remarks>Decisions are events of their own: a timer that is cancelled must not cancel them.</remarks>
sealed class Decisions : IEventTarget
{
    readonly Simulation simulation;
    readonly Action<Cpu> decide;
    readonly Func<Cpu, string> describe;
    readonly IReadOnlyList<Cpu> cpus;
    readonly Queue<Cpu> free = new(), sliceOver = new();
    readonly int events;

    public Decisions(Simulation simulation, IReadOnlyList<Cpu> cpus, Action<Cpu> decide, Func<Cpu, string> describe)
    {
        (this.simulation, this.cpus, this.decide, this.describe) = (simulation, cpus, decide, describe);
        events = simulation.Register(this);
    }

    /// <summary>The CPU will decide. One that asked when its slice was over asks anew when it becomes free.</summary>
    public void Ask(Cpu cpu)
    {
        cpu.IsDeciding = true;
        (cpu.Thread < 0 ? free : sliceOver).Enqueue(cpu);
        simulation.AtEndOfInstant(events + cpu.Number, 0);
    }

    public bool IsLive(int number, uint generation) => true;

    public void Fire(int number)
    {
        if (!free.TryDequeue(out var cpu))
        {
            cpu = sliceOver.Dequeue();
            // It has become free since, asked again, and has decided already.
            if (!cpu.IsDeciding) return;
        }
        cpu.IsDeciding = false;
        decide(cpu);
    }

    public string Describe(int number) => describe(cpus[number]);
}

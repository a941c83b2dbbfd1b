using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A machine as a scenario declares it, before anything is on it.</summary>
sealed class MachineModel
{
    /// <summary>Empty where the scenario has one machine.</summary>
    public required string Name { get; init; }
    public required Topology Cpus { get; init; }
    public required int MaxThreads { get; init; }
    public required int MaxProcesses { get; init; }
    public required int MaxPid { get; init; }
    public required Costs Costs { get; init; }

    /// <summary>Energy is not counted when null.</summary>
    public required Power? Power { get; init; }

    /// <summary>Not modelled when null.</summary>
    public required MainMemory? Memory { get; init; }
    public required IReadOnlyList<(string Name, InterruptSource Source)> Interrupts { get; init; }
    public required Made<Scheduler> Scheduler { get; init; }

    /// <summary>One queue for all CPUs when null.</summary>
    public required Made<QueueLayout>? Queues { get; init; }

    /// <summary>The bare machine at time 0 of a simulation.</summary>
    public Machine Build(Simulation simulation)
    {
        var machine = new Machine(
            simulation, Cpus, Scheduler.Create, Queues?.Create() ?? new Global(), Costs, MaxThreads)
        {
            Power = Power, MaxProcesses = MaxProcesses, MaxPid = MaxPid, Memory = Memory,
        };
        foreach (var (name, source) in Interrupts) machine.Add(name, source);
        return machine;
    }
}

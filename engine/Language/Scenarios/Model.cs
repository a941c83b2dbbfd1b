using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A scenario at one setting of its parameters, checked and ready to be built, once for each run and from
/// any thread.</summary>
sealed class Model
{
    public required Topology Cpus { get; init; }
    public required int MaxThreads { get; init; }
    public required int MaxProcesses { get; init; }
    public required int MaxPid { get; init; }
    public required Costs Costs { get; init; }

    /// <summary>Energy is not counted when null.</summary>
    public required Power? Power { get; init; }
    public required IReadOnlyList<(string Name, InterruptSource Source)> Interrupts { get; init; }
    public required Made<Scheduler> Scheduler { get; init; }

    /// <summary>One queue for all CPUs when null.</summary>
    public required Made<QueueLayout>? Queues { get; init; }
    public required IReadOnlyList<Variable> Variables { get; init; }
    public required IReadOnlyList<DeclaredModel<Lock>> Locks { get; init; }
    public required IReadOnlyList<DeclaredModel<Channel>> Channels { get; init; }
    public required IReadOnlyList<ProcessModel> Processes { get; init; }

    /// <summary>What is looked for in every run.</summary>
    public required IReadOnlyList<Made<Detector>> Detectors { get; init; }

    /// <summary>A machine with its locks, processes and threads at time 0 of a simulation.</summary>
    public Machine Build(Simulation simulation)
    {
        var machine = new Machine(
            simulation, Cpus, Scheduler.Create, Queues?.Create() ?? new Global(), Costs, MaxThreads)
        {
            Power = Power, MaxProcesses = MaxProcesses, MaxPid = MaxPid,
        };
        foreach (var (name, source) in Interrupts) machine.Add(name, source);
        foreach (var one in Channels)
            foreach (var name in one.Names) machine.Add(one.Made.Create(), name);
        foreach (var one in Variables) machine.Add(new Variable(one.Name, one.Initial, one.Of, one.Place));
        foreach (var one in Locks)
            foreach (var name in one.Names) machine.Add(name, one.Made.Create());
        foreach (var made in Detectors) machine.Watch(made.Create());
        foreach (var process in Processes)
        {
            var started = machine.Process(process.Name);
            (started.Restart, started.Credentials) = (process.Restart, process.Credentials!);
            foreach (var threads in process.Threads)
                machine.Start(started, threads.Name, threads.Program, threads.Count, threads.Start, threads.Terms,
                    threads.IsMain);
        }
        return machine;
    }
}

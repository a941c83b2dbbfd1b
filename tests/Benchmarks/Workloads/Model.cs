using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Code = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// One process on a machine that charges nothing for what the kernel does, so that it simulates what the models of
/// other packages do. Each wake-up still goes through the run queue, a decision and a dispatch.
/// </summary>
sealed class Model
{
    readonly Process process;

    public Model(int cpus = 1, Scheduler? scheduler = null)
    {
        Machine = new(new Simulation(), cpus, scheduler ?? new Fcfs());
        process = Machine.Process("model");
    }

    public Machine Machine { get; }

    public ThreadClass Start(string name, IReadOnlyList<Operation> program, int count = 1) =>
        Machine.Start(process, name, new Code(name, program), count);

    /// <summary>Measures what happens within a time, after a warm-up.</summary>
    public Sample Measure(Func<long> units, Duration warmup, Duration time)
    {
        Machine.Run(Instant.Start + warmup);
        return Sample.Of(Machine.Simulation, units, () => Machine.Run(Instant.Start + warmup + time));
    }
}

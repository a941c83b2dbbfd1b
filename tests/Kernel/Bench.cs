using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel;

/// A machine to try things on: starts jobs, runs, and reads what came of them.
sealed class Bench
{
    public Machine Machine { get; }
    public Process Process { get; }

    public Bench(Scheduler scheduler, int cpus = 1, Costs? costs = null, ulong seed = 42)
    {
        Machine = new Machine(new Simulation(seed), cpus, scheduler, costs);
        Process = Machine.Process("app");
    }

    public ThreadClass Start(string name, params Operation[] operations) =>
        Machine.Start(Process, name, new Program(name, operations));

    public ThreadClass StartAt(Duration at, string name, params Operation[] operations) =>
        Machine.Start(Process, name, new Program(name, operations), at: Instant.Start + at);

    public Ending Run(Duration? until = null) => Machine.Run(until is { } end ? Instant.Start + end : null);

    public double MeanResponse => Machine.Classes.Average(c => c.Response.Mean);
    public double MeanTurnaround => Machine.Classes.Average(c => c.Turnaround.Mean);
    public double MeanWait => Machine.Classes.Average(c => c.Wait.Mean);
}

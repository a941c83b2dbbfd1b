using System.Diagnostics;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Experiments;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Limits = Timeslice.Des.Limits;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// A scenario from YAML as <c>timeslice run</c> runs it: the clock goes from the building of the machine to the last
/// of its metrics, and, when traced, over the recorders of the charts, which here never have enough. So the bytes are
/// those of building, of the metrics and of what is recorded; the events allocate nothing.
/// </summary>
sealed class ServerScenario(bool isTraced) : IWorkload
{
    readonly Lazy<Scenario> scenario = new(Load);

    public string Name => isTraced ? "g-traced" : "g";
    public string Unit => "request";
    public string Summary => "a server scenario from YAML with all metrics: thread pool, disk, locks"
        + (isTraced ? "; timeline and utilization are recorded" : "");
    public string? ComparedWith => isTraced ? "g" : null;

    public Sample? Threads()
    {
        var read = scenario.Value;
        var build = read.At(read.BasePoint);
        Kernel.Machine machine = null!;
        var run = new Run(
            new(0, []), replication: 0, read.Run.Seed, new(read.Run.Until, read.Run.Warmup, Limits.Default),
            simulation =>
            {
                var world = build(simulation);
                machine = world.Machine;
                return world;
            }, cancel: default);
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        if (isTraced) RunTraced(run, () => machine);
        else run.Execute();
        var time = Stopwatch.GetElapsedTime(start);
        return new(machine.Classes.Single(kind => kind.Name == "request").Exited, time, machine.Simulation.Events,
            GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    static void RunTraced(Run run, Func<Kernel.Machine> machine)
    {
        var threads = new TimelineRecorder(mostSegments: int.MaxValue, mostThreads: int.MaxValue);
        UtilizationRecorder cpus = null!;
        run.Execute(built =>
        {
            cpus = new(built.Machine.Cpus.Count);
            built.Machine.Watch(new Observers(threads, cpus));
        });
        threads.Finish(machine());
        cpus.Finish(machine());
    }

    static Scenario Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Workloads", "server.yaml");
        var diagnostics = new Diagnostics(file);
        return new ScenarioLoader(new Catalog()).Load(file, diagnostics)
            ?? throw new InvalidOperationException(diagnostics.ToString());
    }
}

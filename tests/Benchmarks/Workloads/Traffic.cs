using Timeslice.Des;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// A server and its clients from YAML, with all that is measured of them, between the end of the warm-up and that of
/// the run: so the bytes are those of the steady state.
/// </summary>
/// <param name="file">Its scenario, in this folder.</param>
sealed class Traffic(string name, string summary, string file) : IWorkload
{
    readonly Lazy<Scenario> scenario = new(() => Load(file));

    /// <summary>All of them.</summary>
    public static readonly IWorkload[] All =
    [
        new Traffic("s-loop", "an event loop with 100 000 connections that are kept", "event-loop.yaml"),
        new Traffic("s-threads", "10 000 connections that are kept, with a thread each", "threads.yaml"),
        new Traffic("s-pool", "a thread pool with a lock and a disk, one connection a request", "pool.yaml"),
        new Traffic("s-visits", "an event loop, one connection a request", "visits.yaml"),
    ];

    public string Name => name;
    public string Unit => "request";
    public string Summary => summary;

    public Sample? Threads()
    {
        var read = scenario.Value;
        var world = read.At(read.BasePoint)(new Simulation(read.Run.Seed));
        world.Run(read.Run.Warmup);
        world.RestartStatistics();
        return Sample.Of(world.Simulation, () => world.Clients.Sum(client => client.Tally.Served),
            () => world.Run(read.Run.Until!.Value));
    }

    static Scenario Load(string file)
    {
        file = Path.Combine(AppContext.BaseDirectory, "Workloads", file);
        var diagnostics = new Diagnostics(file);
        return new ScenarioLoader(new Catalog()).Load(file, diagnostics)
            ?? throw new InvalidOperationException(diagnostics.ToString());
    }
}

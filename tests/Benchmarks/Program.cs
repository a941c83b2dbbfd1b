using Timeslice.Benchmarks;
using Timeslice.Benchmarks.Workloads;

ISweep[] sweeps = [new HoldSweep(), new ShapesSweep(), new CancelSweep(), new ThreadsSweep(), new SchedulersSweep()];
IWorkload[] workloads =
[
    new SingleServer(), new SpawnedCustomers(), new PingPong(), new SaturatedLock(),
    new PipePingPong(isMethod: false), new PipePingPong(isMethod: true),
    .. Delays.Sizes.Select(size => new Delays(size)),
    .. CancelledTimeouts.Sizes.Select(size => new CancelledTimeouts(size)),
    new TimeSlices(isWatched: false), new TimeSlices(isWatched: true),
    new Contention(hasVisitors: false, isWatched: false), new Contention(hasVisitors: false, isWatched: true),
    new Contention(hasVisitors: true, isWatched: false), new Contention(hasVisitors: true, isWatched: true),
    new ServerScenario(isTraced: false), new ServerScenario(isTraced: true), .. LockOperations.All, .. Traffic.All,
];

var command = args.Length > 0 ? args[0] : "";
var names = args.Length > 1 ? args[1].Split(',') : [];
var rounds = args.Length > 2 ? int.Parse(args[2]) : 5;
if (command == "workloads" && Chosen() is { Length: > 0 } rows)
{
    Hardware.Describe(Console.Out, args);
    new Contest(rows).Run(rounds, Console.Out);
}
else if (command == "line" && names is [var name] && Array.Find(workloads, each => each.Name == name) is { } one)
{
    Contest.WarmUp(one);
    var sample = one.Threads() ?? one.Tasks();
    Console.WriteLine($"{one.Name} {sample?.Units} {sample?.Time.TotalSeconds:F6}");
}
else if (sweeps.FirstOrDefault(sweep => sweep.Name == command) is { } chosen)
{
    Hardware.Describe(Console.Out, args);
    chosen.Run(names.Length > 0 ? [.. names.Select(int.Parse)] : chosen.Sizes, rounds, Console.Out);
}
else
{
    Usage(Console.Error);
    return 2;
}

return 0;

// All of them, or those named; `d` stands for d-10, d-100, …
IWorkload[] Chosen() => [.. workloads.Where(workload => names.Length == 0
    || names.Any(its => workload.Name == its || workload.Name.StartsWith($"{its}-")))];

void Usage(TextWriter output)
{
    output.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- <command>");
    output.WriteLine("  workloads [names] [rounds]: whole simulations, all that are named in turn");
    foreach (var workload in workloads) output.WriteLine($"    {workload.Name,-10} {workload.Summary}");
    output.WriteLine("  line <name>: a workload's name, its units and the seconds they took, for peers.sh");
    foreach (var sweep in sweeps) output.WriteLine($"  {sweep.Name} [sizes] [rounds]: {sweep.Summary}");
}

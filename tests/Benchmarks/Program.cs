using Timeslice.Benchmarks;

IWorkload[] workloads = [new HoldWorkload(), new ShapesWorkload(), new CancelWorkload(), new ThreadsWorkload()];
var chosen = workloads.FirstOrDefault(workload => args.Length > 0 && workload.Name == args[0]);
if (chosen is null)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- <workload> [sizes] [rounds]");
    foreach (var workload in workloads) Console.Error.WriteLine($"  {workload.Name,-8} {workload.Summary}");
    return 2;
}

var sizes = args.Length > 1 ? [.. args[1].Split(',').Select(int.Parse)] : chosen.Sizes;
var rounds = args.Length > 2 ? int.Parse(args[2]) : 5;
Machine.Describe(Console.Out, args);
chosen.Run(sizes, rounds, Console.Out);
return 0;

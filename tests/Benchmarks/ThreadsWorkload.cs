using System.Diagnostics;
using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Computer = Timeslice.Kernel.Machine;

namespace Timeslice.Benchmarks;

/// <summary>Kernel threads that sleep an exponential time (mean 1 s), again and again, on one CPU that charges nothing.</summary>
sealed class ThreadsWorkload : IWorkload
{
    const int Expiries = 1_000_000;

    public string Name => "threads";
    public string Summary => "kernel threads in a sleep loop: time per expiry, bytes per thread and per event";
    public int[] Sizes => [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        for (var i = 0; i < 3; i++) Run(1_000);
        var results = sizes.ToDictionary(size => size, _ => new List<Result>());
        for (var round = 0; round < rounds; round++)
            foreach (var size in sizes) results[size].Add(Run(size));
        output.WriteLine("| threads | ns per expiry | to 1 k | bytes per thread | bytes allocated per expiry |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        var thousand = results.TryGetValue(1_000, out var reference) ? Median.Of([.. reference.Select(r => r.Nanoseconds)]) : double.NaN;
        foreach (var size in sizes)
        {
            var time = Median.Of([.. results[size].Select(r => r.Nanoseconds)]);
            var (_, each, allocated) = results[size][^1];
            output.WriteLine($"| {size:N0} | {time:F1} | {time / thousand:F2} | {each:F1} | {allocated:F2} |");
        }
    }

    static Result Run(int threads)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var simulation = new Simulation();
        var machine = new Computer(simulation, cpus: 1, new Fcfs());
        var program = new Timeslice.Kernel.Programs.Program("sleeper", new Forever([new Sleep(new Exponential(1.S))]));
        machine.Start(machine.AddProcess("app"), "sleeper", program, threads);
        // All have started, the queue has found its shape, and the code is warm.
        machine.Run(Instant.Start + 1.S);
        var each = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / threads;
        var (events, allocated) = (simulation.Events, GC.GetAllocatedBytesForCurrentThread());
        var start = Stopwatch.GetTimestamp();
        machine.Run(simulation.Now + ((double)Math.Max(Expiries, threads) / threads).S);
        var time = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        // An expiry is two events: the timer, and the dispatch at the end of its instant.
        var expiries = (simulation.Events - events) / 2;
        return new(time / expiries, each, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / expiries);
    }

    readonly record struct Result(double Nanoseconds, double BytesEach, double Allocated);
}

using Timeslice.Benchmarks.Workloads;
using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Benchmarks;

/// <summary>What it costs to choose the next thread, for each policy, with few and with many threads ready.</summary>
sealed class SchedulersSweep : ISweep
{
    // Enough for the median of a few rounds; a policy that looks at every thread does fewer.
    const int Most = 300_000;
    const int Cpus = 64;

    static readonly (string Name, Func<Scheduler> Make)[] policies =
    [
        ("fcfs", () => new Fcfs()), ("round-robin", () => new RoundRobin(70.Us)),
        ("sjf", () => new Sjf()), ("sjf, estimate", () => new Sjf(0.5)), ("srtf", () => new Srtf()),
        ("hrrn", () => new Hrrn()), ("priority", () => new Priority(quantum: 70.Us)),
        ("priority, ageing", () => new Priority(quantum: 70.Us, ageing: 1.Ms)),
        ("feedback", () => new Feedback(70.Us)), ("mlfq", () => new Mlfq(70.Us, boost: 10.Ms)),
        ("lottery", () => new Lottery(70.Us)), ("stride", () => new Stride(70.Us)), ("edf", () => new Edf()),
        ("rate-monotonic", () => new RateMonotonic()), ("deadline-monotonic", () => new DeadlineMonotonic()),
        ("llf", () => new Llf(70.Us)), ("fair", () => new Fair(70.Us)), ("cfs", () => new Cfs(7.Ms, 70.Us, 70.Us)),
        ("linux", () => new Linux(slice: 70.Us)),
    ];

    public string Name => "schedulers";
    public string Summary => "64 CPUs, threads that compute and yield: time per dispatch under each policy";
    public int[] Sizes => [100, 100_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        var columns = string.Join(" | ", sizes.Select(size => $"ns at {size:N0} threads"));
        output.WriteLine($"| policy | {columns} | ratio |");
        output.WriteLine("|---|---:|" + string.Concat(sizes.Select(_ => "---:|")));
        foreach (var (name, make) in policies)
        {
            var times = sizes.Select(size => Median.Of(
                [.. Enumerable.Range(0, rounds).Select(_ => Measure(make(), size, name))])).ToArray();
            output.WriteLine($"| {name} | {string.Join(" | ", times.Select(time => $"{time:F0}"))} |"
                + $" {times[^1] / times[0]:F1} |");
        }
    }

    static double Measure(Scheduler policy, int threads, string name)
    {
        var model = new Model(Cpus, policy) { Machine = { Observer = new Bystander() } };
        model.Start("worker", [new Forever([new Compute(new Exponential(100.Us)), new Yield()])], threads);
        var machine = model.Machine;
        // Each thread has run once; of those who look at every thread at each choice, some.
        var dispatches = name == "hrrn" && threads > 10_000 ? 300 : Most;
        machine.Run(Instant.Start + Math.Min(threads, dispatches) * 100.Us / Cpus);
        var end = machine.Simulation.Now + dispatches * 70.Us / Cpus;
        return Sample.Of(machine.Simulation, () => machine.Switches.Voluntary + machine.Switches.Involuntary,
            () => machine.Run(end)).Nanoseconds;
    }
}

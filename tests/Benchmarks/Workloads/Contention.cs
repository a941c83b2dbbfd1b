using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// Round robin as it is met: bursts end at random, and with visitors somebody wakes up now and then, so that a stretch
/// in which only slices end is short.
/// </summary>
sealed class Contention(bool hasVisitors, bool isWatched) : IWorkload
{
    const int Cpus = 64, Count = 1_024, Visitors = 16;

    public string Name => (hasVisitors ? "r-visited" : "r") + (isWatched ? "-watched" : "");
    public string Unit => "slice";
    public string Summary =>
        $"round robin, {Count:N0} threads with bursts of 10 s on average on {Cpus} CPUs, quantum 1 ms"
        + (hasVisitors ? $"; {Visitors} that wake up once a second" : "") + (isWatched ? "; an observer watches" : "");
    public string? ComparedWith => isWatched ? hasVisitors ? "r-visited" : "r" : null;

    public Sample? Threads()
    {
        var model = new Model(Cpus, new RoundRobin(1.Ms));
        if (isWatched) model.Machine.Observer = new Bystander();
        model.Start("worker", [new Forever([new Compute(new Exponential(10.S))])], Count);
        if (hasVisitors)
            model.Start("visitor",
                [new Forever([new Sleep(new Exponential(1.S)), new Compute(new Exponential(100.Us))])], Visitors);
        return model.Measure(() => model.Machine.Switches.Involuntary, warmup: 1.S, time: 30.S);
    }
}

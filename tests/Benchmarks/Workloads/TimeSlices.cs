using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// Round robin among threads that only compute. An observer must be told of every slice; without
/// one, whole rounds may be jumped, and the outcome must be the same.
/// </summary>
sealed class TimeSlices(bool isWatched) : IWorkload
{
    const int Cpus = 64, Count = 1_024, SlicesEach = 10_000;

    public string Name => isWatched ? "e-watched" : "e";
    public string Unit => "slice";
    public string Summary => $"round robin, {Count:N0} CPU-bound threads on {Cpus} CPUs, quantum 1 ms"
        + (isWatched ? "; an observer watches" : "");
    public string? ComparedWith => isWatched ? "e" : null;

    public Sample? Threads()
    {
        var model = new Model(Cpus, new RoundRobin(1.Ms));
        if (isWatched) model.Machine.Observer = new Bystander();
        var threads = model.Start("worker", [new Compute(SlicesEach * 1.Ms)], Count);
        var sample = Sample.Of(
            model.Machine.Simulation, () => threads.Exited * SlicesEach, () => model.Machine.Run());
        // In each round a CPU serves its threads one after the other; all end in the last round.
        const int Turns = Count / Cpus;
        var (last, mean) = (SlicesEach * Turns * 1.Ms, ((SlicesEach - 1) * Turns + (Turns + 1) / 2.0) / 1e3);
        if (model.Machine.LastExit != Instant.Start + last || Math.Abs(threads.Turnaround.Mean - mean) > 1e-9)
            throw new InvalidOperationException(
                $"{Name}: exits at {threads.Turnaround.Mean} s on average, the last at {model.Machine.LastExit}; "
                + $"expected: {mean} s, {last}");
        return sample;
    }
}

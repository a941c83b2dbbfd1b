using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>Threads that sleep an exponential time (mean 1 s), again and again.</summary>
sealed class Delays(int threads) : IWorkload
{
    const int Expiries = 1_000_000;

    public static int[] Sizes => [10, 100, 1_000, 10_000, 100_000, 1_000_000];

    public string Name => threads switch
    {
        >= 1_000_000 => $"d-{threads / 1_000_000}M",
        >= 1_000 => $"d-{threads / 1_000}k",
        _ => $"d-{threads}",
    };

    public string Unit => "expiry";
    public string Summary => $"{threads:N0} threads in a loop of delays exp(1 s)";
    public string? ComparedWith => "d-1k";

    public Sample? Threads()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var model = new Model();
        model.Start("sleeper", [new Forever([new Sleep(new Exponential(1.S))])], threads);
        // After the warm-up all have started, and the queue has found its shape.
        model.Machine.Run(Instant.Start + 1.S);
        var each = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / threads;
        var simulation = model.Machine.Simulation;
        var end = simulation.Now + ((double)Math.Max(Expiries, threads) / threads).S;
        // Each expiry lets its thread give up the CPU once more.
        return Sample.Of(simulation, () => model.Machine.Switches.Voluntary, () => model.Machine.Run(end))
            with { BytesEach = each };
    }

    public Sample? Tasks()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var simulation = new Simulation();
        RandomDuration length = new Exponential(1.S);
        var expiries = 0L;
        for (var i = 0; i < threads; i++) simulation.Start("sleeper", Sleeper());
        simulation.Run(1.S);
        var each = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / threads;
        var end = simulation.Now + ((double)Math.Max(Expiries, threads) / threads).S;
        return Sample.Of(simulation, () => expiries, () => simulation.Run(end)) with { BytesEach = each };

        async SimTask Sleeper()
        {
            var self = simulation.Current!;
            while (true)
            {
                await simulation.Delay(length.Draw(ref self.Random));
                expiries++;
            }
        }
    }
}

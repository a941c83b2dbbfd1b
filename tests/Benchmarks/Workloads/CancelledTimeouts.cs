using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>Each IO (mean 1 ms) arms a timeout of about 1 s, which never comes to be due, and cancels it.</summary>
sealed class CancelledTimeouts(int processes) : IWorkload
{
    const int Operations = 1_000_000;

    public static int[] Sizes => [10, 1_000, 100_000];

    public string Name => processes >= 1_000 ? $"f-{processes / 1_000}k" : $"f-{processes}";
    public string Unit => "IO";
    public string Summary => $"{processes:N0} processes arm and cancel a timeout at each IO";

    public Sample? Tasks()
    {
        var simulation = new Simulation();
        RandomDuration io = new Exponential(1.Ms), patience = new Uniform(500.Ms, 1_500.Ms);
        var done = 0L;
        for (var i = 0; i < processes; i++) simulation.Start("reader", Reader());
        // Until the queue has seen its first purges.
        var warmup = 10.Ms;
        var time = ((double)Math.Max(Operations, processes) / processes).Ms;
        return Sample.Of(simulation, () => done, warmup, time);

        async SimTask Reader()
        {
            var self = simulation.Current!;
            var timeout = new SimTimer(simulation, () => throw new InvalidOperationException("an IO of half a second"));
            while (true)
            {
                timeout.Arm(patience.Draw(ref self.Random));
                await simulation.Delay(io.Draw(ref self.Random));
                timeout.Cancel();
                done++;
            }
        }
    }
}

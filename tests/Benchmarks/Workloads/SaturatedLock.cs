using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>A lock that 1 000 threads hold for 1 s every 801 s on average: it is never free, some 200 wait.</summary>
sealed class SaturatedLock : IWorkload
{
    public string Name => "c";
    public string Unit => "loop";
    public string Summary => "1 000 threads lock, hold exp(1 s), unlock, sleep exp(800 s): the lock is saturated";

    public Sample? Threads()
    {
        var model = new Model();
        var door = model.Machine.Add("door", new Mutex());
        model.Start("visitor",
            [
                new Forever(
                [
                    new With(door, [new Sleep(new Exponential(1.S))]),
                    new Sleep(new Exponential(800.S)),
                ]),
            ],
            count: 1_000);
        return model.Measure(() => door.Acquisitions, warmup: 5_000.S, time: 500_000.S);
    }

    public Sample? Tasks()
    {
        var simulation = new Simulation();
        var door = new Resource(simulation);
        RandomDuration inside = new Exponential(1.S), outside = new Exponential(800.S);
        for (var i = 0; i < 1_000; i++) simulation.Start("visitor", Visitor());
        return Sample.Of(simulation, () => door.Waits.Count, warmup: 5_000.S, time: 500_000.S);

        async SimTask Visitor()
        {
            var self = simulation.Current!;
            while (true)
            {
                using (await door.Request()) await simulation.Delay(inside.Draw(ref self.Random));
                await simulation.Delay(outside.Draw(ref self.Random));
            }
        }
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>M/M/1 at a load of 0.9: one thread puts customers into a store, another serves them.</summary>
sealed class SingleServer : IWorkload
{
    // The store is a semaphore whose permits are the customers in it: none at first, never this many.
    const int Room = 10_000;

    public string Name => "a";
    public string Unit => "customer";
    public string Summary => "M/M/1 through a store, load 0.9: one arrival thread, one server thread";

    public Sample? Threads()
    {
        var model = new Model();
        var store = model.Machine.Add("store", new Semaphore(Room));
        model.Start("emptying", [new Repeat(Room, [new Acquire(store)])]);
        model.Start("arrivals", [new Forever([new Sleep(new Exponential((1 / 0.9).S)), new Release(store)])]);
        model.Start("server", [new Forever([new Acquire(store), new Sleep(new Exponential(1.S))])]);
        return model.Measure(() => store.Acquisitions, warmup: 1_000.S, time: 1_000_000.S);
    }

    public Sample? Tasks()
    {
        var simulation = new Simulation();
        var store = new Store<int>(simulation);
        var served = 0;
        RandomDuration betweenArrivals = new Exponential((1 / 0.9).S), service = new Exponential(1.S);
        simulation.Start("arrivals", Arrivals());
        simulation.Start("server", Server());
        return Sample.Of(simulation, () => served, warmup: 1_000.S, time: 1_000_000.S);

        async SimTask Arrivals()
        {
            var self = simulation.Current!;
            while (true)
            {
                await simulation.Delay(betweenArrivals.Draw(ref self.Random));
                await store.Put(0);
            }
        }

        async SimTask Server()
        {
            var self = simulation.Current!;
            while (true)
            {
                await store.Get();
                served++;
                await simulation.Delay(service.Draw(ref self.Random));
            }
        }
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Code = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>M/M/1 at a load of 0.9: each customer is a thread of its own, the server is a mutex.</summary>
sealed class SpawnedCustomers : IWorkload
{
    public string Name => "a2";
    public string Unit => "customer";
    public string Summary => "M/M/1, load 0.9: one new thread and a mutex per customer";

    public Sample? Threads()
    {
        var model = new Model();
        var server = model.Machine.Add("server", new Mutex());
        var customer = new Code("customer", new With(server, [new Sleep(new Exponential(1.S))]));
        model.Start("arrivals", [new Forever([new Sleep(new Exponential((1 / 0.9).S)), new Spawn(customer)])]);
        return model.Measure(() => server.Acquisitions, warmup: 1_000.S, time: 500_000.S);
    }

    public Sample? Tasks()
    {
        var simulation = new Simulation();
        var server = new Resource(simulation);
        RandomDuration betweenArrivals = new Exponential((1 / 0.9).S), service = new Exponential(1.S);
        simulation.Start("arrivals", Arrivals());
        return Sample.Of(simulation, () => server.Waits.Count, warmup: 1_000.S, time: 500_000.S);

        async SimTask Arrivals()
        {
            var self = simulation.Current!;
            while (true)
            {
                await simulation.Delay(betweenArrivals.Draw(ref self.Random));
                simulation.Start("customer", Customer());
            }
        }

        async SimTask Customer()
        {
            var self = simulation.Current!;
            using (await server.Request()) await simulation.Delay(service.Draw(ref self.Random));
        }
    }
}

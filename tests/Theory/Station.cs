using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Theory;

/// Customers who come to a machine at random, each a thread with one burst. Time is in ms.
static class Station
{
    public readonly record struct Stream(double Rate, Distribution Service, int Priority = 0);

    /// The mean times in the system, flow by flow; the first twentieth of the time does not count.
    public static double[] MeanTimes(
        Scheduler scheduler, ulong replication, int customers, Stream[] flows, int cpus = 1)
    {
        var simulation = new Simulation(seed: 7, replication);
        var server = new Machine(simulation, cpus, scheduler);
        var shop = server.Process("shop");
        var source = new Machine(simulation, flows.Length, new Fcfs());
        var outside = source.Process("outside");
        var rate = flows.Sum(flow => flow.Rate);
        var classes = flows.Select((flow, i) =>
        {
            var visit = new Program($"customer {i}", new Compute(flow.Service));
            var terms = new Terms { Priority = flow.Priority };
            var kind = server.Start(shop, $"customer {i}", visit, count: 0, terms: terms);
            var between = new Sleep(new Exponential((1 / flow.Rate).Ms));
            var arrivals = new Repeat((int)(customers * flow.Rate / rate), [between, new Arrive(kind)]);
            source.Start(outside, $"source {i}", new Program($"arrivals {i}", arrivals));
            return kind;
        }).ToArray();
        source.Run(Instant.Start + (customers / rate / 20).Ms);
        server.RestartStatistics();
        source.Run().Reason.ShouldBe(EndReason.Done);
        return [.. classes.Select(kind => kind.Turnaround.Mean * 1e3)];
    }

    sealed class Arrive(ThreadClass customers) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            customers.Process.Machine.Start(customers);
            return Flow.Next;
        }
    }
}

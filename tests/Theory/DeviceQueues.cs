using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Theory;

/// The generic device under open arrivals: each customer is a thread that makes one request. Service takes 1 ms on
/// average.
public class DeviceQueues
{
    [Theory]
    [InlineData(1, 0.7)]
    [InlineData(3, 0.8)]
    public void Mean_response_is_that_of_MMc(int servers, double load) =>
        Replications.ShouldAgree(replication => MeanResponse(
            new(new Exponential(1.Ms), servers), load * servers, replication), Erlang(servers, load));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Shared_alike_the_mean_response_does_not_depend_on_the_law_of_service(int kind) =>
        // M/G/1-PS: W = E[S] / (1 − ρ), whatever S is.
        Replications.ShouldAgree(replication => MeanResponse(
            new(kind == 1 ? new Constant(1.Ms) : new Choice([new Constant(0.25.Ms), new Constant(4.Ms)], [4, 1]), 1,
                Timeslice.Kernel.Devices.Discipline.ProcessorSharing),
            0.7, replication), 1 / (1 - 0.7));

    [Fact]
    public void With_room_for_K_the_share_refused_is_that_of_MM1K()
    {
        // P = (1 − ρ) ρ^K / (1 − ρ^(K+1)) for ρ = 0.8, K = 4.
        var p = 0.2 * 0.4096 / (1 - 0.32768);
        Replications.ShouldAgree(replication =>
        {
            var station = new Timeslice.Kernel.Devices.Station(new Exponential(1.Ms), capacity: 4);
            MeanResponse(station, 0.8, replication);
            return (double)station.Refused / (station.Refused + station.Submitted);
        }, p);
    }

    [Fact]
    public void Arrivals_times_response_are_those_present()
    {
        // Little: both are measured in different ways.
        var station = new Timeslice.Kernel.Devices.Station(new Exponential(1.Ms), servers: 2);
        var response = MeanResponse(station, 1.5, replication: 1);
        var present = station.MeanQueue + station.Utilization * 2;
        (station.RequestsPerSecond / 1e3 * response).ShouldBe(present, 0.01 * present);
    }

    // W = 1/μ + C(c, a) / (cμ − λ).
    static double Erlang(int c, double load)
    {
        var a = load * c;
        var (term, sum) = (1.0, 0.0);
        for (var k = 0; k < c; k++, term *= a / k) sum += term;
        var erlang = term / (1 - load) / (sum + term / (1 - load));
        return 1 + erlang / (c - a);
    }

    /// In ms; the first twentieth of the time does not count.
    static double MeanResponse(Timeslice.Kernel.Devices.Station station, double rate, ulong replication)
    {
        const int Customers = 40_000;
        var machine = new Machine(new Simulation(seed: 13, replication), cpus: 1, new Fcfs());
        machine.Add(station, "station");
        var told = new Variable(machine, "told");
        var customer = machine.Start(machine.Process("shop"), "customer",
            new Program("customer", new Read(station, 1.B, @as: told)), count: 0);
        machine.Start(machine.Process("outside"), "source", new Program("source",
            new Repeat(Customers, [new Sleep(new Exponential((1 / rate).Ms)), new Arrive(customer)])));
        machine.Run(Instant.Start + (Customers / rate / 20).Ms);
        machine.RestartStatistics();
        machine.Run().Reason.ShouldBe(EndReason.Done);
        return station.Response(ofWrites: false).Mean * 1e3;
    }

    sealed class Arrive(ThreadClass customers) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Start(customers);
            return Flow.Next;
        }
    }
}

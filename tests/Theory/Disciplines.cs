using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Theory;

/// M/G/1 under policies whose mean times in the system are known (Kleinrock, Queueing Systems, volume 2). Service takes
/// 1 ms on average; times are in ms.
public class Disciplines
{
    const int Customers = 40_000;
    const double Load = 0.7;

    static readonly Dictionary<string, Distribution> Services = new()
    {
        ["constant"] = new Constant(1.Ms),
        ["uniform"] = new Uniform(Duration.Zero, 2.Ms),
        ["exponential"] = new Exponential(1.Ms),
        // Many short and a few long ones; the squared coefficient of variation is 4.5.
        ["mixed"] = new Choice([new Exponential(0.25.Ms), new Exponential(4.Ms)], [4, 1]),
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Two_priorities_without_preemption(int flow) =>
        // R / ((1 − σ of those before) (1 − σ up to its own)) + S, with R = Σ λ E[S²] / 2 = 0.8.
        Replications.ShouldAgree(replication => OfTwoPriorities(preemptive: false, replication)[flow],
            flow == 0 ? 0.8 / 0.6 + 1 : 0.8 / (0.6 * 0.2) + 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Two_priorities_with_preemption(int flow) =>
        // S / (1 − σ before) + R / ((1 − σ before) (1 − σ up to its own)), with R of those up to its own.
        Replications.ShouldAgree(replication => OfTwoPriorities(preemptive: true, replication)[flow],
            flow == 0 ? 1 + 0.4 / 0.6 : 1 / 0.6 + 0.8 / (0.6 * 0.2));

    [Theory]
    [InlineData("exponential")]
    [InlineData("uniform")]
    public void Shortest_remaining_time_first(string service) =>
        Replications.ShouldAgree(replication => Mean(new Srtf(), service, replication), service == "exponential"
            ? ShortestRemaining(t => Math.Exp(-t), longest: 60)
            : ShortestRemaining(_ => 0.5, longest: 2));

    /// Processor sharing: S / (1 − ρ), whatever the distribution is.
    [Theory]
    [InlineData("uniform")]
    [InlineData("mixed")]
    public void Round_robin_with_a_small_quantum_is_processor_sharing(string service) =>
        Replications.ShouldAgree(
            replication => Mean(new RoundRobin(0.02.Ms), service, replication), 1 / (1 - Load));

    [Theory]
    [InlineData("constant")]
    [InlineData("mixed")]
    public void The_shorter_the_quantum_the_nearer_round_robin_is_to_processor_sharing(string service)
    {
        var off = new[] { 1.Ms, 0.25.Ms, 0.05.Ms }.Select(quantum => Math.Abs(1 / (1 - Load) - Enumerable.Range(0, 5)
            .Average(replication => Mean(new RoundRobin(quantum), service, (ulong)replication)))).ToArray();
        off[0].ShouldBeGreaterThan(off[1]);
        off[1].ShouldBeGreaterThan(off[2]);
    }

    static double Mean(Scheduler scheduler, string service, ulong replication) =>
        Station.MeanTimes(scheduler, replication, Customers, [new(Load, Services[service])])[0];

    static double[] OfTwoPriorities(bool preemptive, ulong replication) =>
        Station.MeanTimes(new Priority(preemptive), replication, 3 * Customers,
            [new(0.4, Services["exponential"], 1), new(0.4, Services["exponential"])]);

    /// Schrage and Miller, "The queue M/G/1 with the shortest remaining processing time discipline", Operations
    /// Research 14(4), 1966: a job of length x waits for λ (∫ t² f + x² (1 − F)) / 2 (1 − ρ(x))² and then takes
    /// ∫ dt / (1 − ρ(t)), from 0 to x, with ρ(x) = λ ∫ t f.
    static double ShortestRemaining(Func<double, double> density, double longest)
    {
        const int Steps = 200_000;
        var step = longest / Steps;
        var (all, squares, below, load, residence) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < Steps; i++)
        {
            var x = (i + 0.5) * step;
            var weight = density(x) * step;
            // Up to the middle of the step.
            (squares, below, load) = (squares + x * x * weight / 2, below + weight / 2, load + Load * x * weight / 2);
            residence += step / (1 - load) / 2;
            all += weight * (residence + Load * (squares + x * x * (1 - below)) / 2 / ((1 - load) * (1 - load)));
            (squares, below, load) = (squares + x * x * weight / 2, below + weight / 2, load + Load * x * weight / 2);
            residence += step / (1 - load) / 2;
        }
        return all;
    }
}

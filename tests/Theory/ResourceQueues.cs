using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Tests.Theory;

/// Queues with closed forms, of processes and parts. Service takes 1 ms on average; times are in ms.
public class ResourceQueues
{
    const int Customers = 60_000;

    delegate SimTask Visit(SimProcess self);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.8)]
    [InlineData(2, 0.8)]
    [InlineData(5, 0.9)]
    public void Mean_time_in_a_resource_is_that_of_MMc(int units, double load) =>
        Replications.ShouldAgree(replication =>
        {
            var simulation = new Simulation(seed: 7, replication);
            var counter = new Resource(simulation, units);
            var times = new Tally();
            return Run(simulation, [(load * units, Visit)], counter, times).Mean * 1e3;

            async SimTask Visit(SimProcess self)
            {
                var came = simulation.Now;
                using (await counter.Request()) await simulation.Delay(self.Random.Exponential(1.Ms));
                times.Add(simulation.Now - came);
            }
        }, ErlangC(units, load));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Mean_time_by_priority_is_that_of_MM1_without_preemption(int priority) =>
        Replications.ShouldAgree(replication =>
        {
            var simulation = new Simulation(seed: 7, replication);
            var counter = new Resource(simulation);
            var times = new Tally();
            return Run(simulation, [(0.4, Of(0)), (0.4, Of(1))], counter, times).Mean * 1e3;

            Visit Of(int own) => async self =>
            {
                var came = simulation.Now;
                using (await counter.Request(own)) await simulation.Delay(self.Random.Exponential(1.Ms));
                if (own == priority) times.Add(simulation.Now - came);
            };
        },
        // R / ((1 − σ of those before) (1 − σ up to its own)) + S, with R = Σ λ E[S²] / 2 = 0.8.
        priority == 0 ? 0.8 / 0.6 + 1 : 0.8 / (0.6 * 0.2) + 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Mean_time_by_priority_is_that_of_MM1_with_preemption(int priority) =>
        Replications.ShouldAgree(replication =>
        {
            var simulation = new Simulation(seed: 7, replication);
            var counter = new PreemptiveResource(simulation);
            var times = new Tally();
            return Run(simulation, [(0.4, Of(0)), (0.4, Of(1))], counter, times).Mean * 1e3;

            Visit Of(int own) => async self =>
            {
                var (came, left) = (simulation.Now, self.Random.Exponential(1.Ms));
                while (left > Duration.Zero)
                {
                    using var unit = await counter.Request(own);
                    var start = simulation.Now;
                    try
                    {
                        await simulation.Delay(left);
                        left = Duration.Zero;
                    }
                    catch (Interrupted) { left -= simulation.Now - start; }
                }
                if (own == priority) times.Add(simulation.Now - came);
            };
        },
        // S / (1 − σ before) + R / ((1 − σ before) (1 − σ up to its own)), with R of those up to its own.
        priority == 0 ? 1 + 0.4 / 0.6 : 1 / 0.6 + 0.8 / (0.6 * 0.2));

    [Theory]
    [InlineData(3, 0.8)]
    [InlineData(5, 1.2)]
    public void A_store_with_a_limit_turns_as_many_away_as_MM1K(int places, double load) =>
        Replications.ShouldAgree(replication =>
        {
            var simulation = new Simulation(seed: 7, replication);
            // One more is in service.
            var queue = new Store<int>(simulation, capacity: places - 1);
            var (came, turnedAway) = (0, 0);
            simulation.Start("server", Serve());
            simulation.Start("source", Arrive());
            simulation.Run();
            return (double)turnedAway / came;

            async SimTask Arrive()
            {
                while (came < Customers)
                {
                    await simulation.Delay(simulation.Current!.Random.Exponential((1 / load).Ms));
                    if (!queue.TryPut(came++)) turnedAway++;
                }
            }

            async SimTask Serve()
            {
                while (true)
                {
                    await queue.Get();
                    await simulation.Delay(simulation.Current!.Random.Exponential(1.Ms));
                }
            }
        }, (1 - load) * Math.Pow(load, places) / (1 - Math.Pow(load, places + 1)));

    [Fact]
    public void As_many_lose_patience_as_in_MM1_with_exponential_patience()
    {
        const double Load = 0.9, Impatience = 0.5;
        Replications.ShouldAgree(replication =>
        {
            var simulation = new Simulation(seed: 7, replication);
            var counter = new Resource(simulation);
            var (came, left) = (0, 0);
            Run(simulation, [(Load, Visit)], counter, new());
            return (double)left / came;

            async SimTask Visit(SimProcess self)
            {
                came++;
                var patience = self.Random.Exponential((1 / Impatience).Ms);
                if (await counter.Request().Within(patience) is (true, var unit))
                    using (unit) await simulation.Delay(self.Random.Exponential(1.Ms));
                else left++;
            }
        }, Reneging());

        // A birth and death process: n in the system leave at the rate 1 + (n − 1) θ.
        static double Reneging()
        {
            var (weight, all, impatient) = (1.0, 1.0, 0.0);
            for (var n = 1; n < 200; n++)
            {
                weight *= Load / (1 + (n - 1) * Impatience);
                all += weight;
                impatient += weight * (n - 1) * Impatience;
            }
            return impatient / all / Load;
        }
    }

    /// Sources of visitors, each with its rate per ms; the first tenth of the time does not count.
    static Tally Run(Simulation simulation, (double Rate, Visit Visit)[] sources, Lender counter, Tally times)
    {
        var total = sources.Sum(source => source.Rate);
        foreach (var (rate, visit) in sources) simulation.Start("source", Arrive(rate, visit));
        simulation.Run(until: Instant.Start + (Customers / total / 10).Ms);
        times.Restart();
        counter.Restart();
        simulation.Run().Reason.ShouldBe(EndReason.Done);
        counter.InUse.ShouldBe(0);
        return times;

        async SimTask Arrive(double rate, Visit visit)
        {
            var self = simulation.Current!;
            for (var i = 0; i < Customers * rate / total; i++)
            {
                await simulation.Delay(self.Random.Exponential((1 / rate).Ms));
                simulation.Start("customer", Come(visit));
            }
        }

        async SimTask Come(Visit visit) => await visit(simulation.Current!);
    }

    /// Erlang C: W = 1/μ + C(c, a) / (cμ − λ).
    static double ErlangC(int c, double load)
    {
        var a = load * c;
        var (term, sum) = (1.0, 0.0);
        for (var k = 0; k < c; k++, term *= a / k) sum += term;
        var waits = term / (1 - load) / (sum + term / (1 - load));
        return 1 + waits / (c - a);
    }
}

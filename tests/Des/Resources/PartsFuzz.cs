using Timeslice.Des;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Des.Resources;

/// Whoever is interrupted and whenever, nothing leaks from any part: 100 000 interrupts over random processes.
public class PartsFuzz
{
    const int Runs = 100;

    [Fact]
    public void Interrupted_at_random_nothing_leaks_and_every_demand_is_served_at_most_once()
    {
        var interrupts = 0;
        foreach (var seed in Cases.Seeds(Runs))
        {
            try
            {
                var model = new FuzzedParts(seed, new());
                model.Run();
                interrupts += model.Interrupts;
            }
            catch (Exception error) when (error is ShouldAssertException or SimulationFailed)
            {
                throw new InvalidOperationException($"seed {seed}: {error}", error);
            }
        }
        interrupts.ShouldBeGreaterThanOrEqualTo(100_000);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        foreach (var seed in Cases.Seeds(5)) Log(seed).ShouldBe(Log(seed), $"seed {seed}");

        static List<string> Log(ulong seed)
        {
            var log = new List<string>();
            new FuzzedParts(seed, log).Run();
            return log;
        }
    }

    [Fact]
    public void Every_part_is_fuzzed()
    {
        var demanded = typeof(Simulation).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.GetMethods().Any(method => IsDemand(method.ReturnType)))
            .Where(type => type != typeof(Demand<,>));
        demanded.ShouldBe(new FuzzedParts(0, []).Kinds, ignoreOrder: true);

        static bool IsDemand(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Demand<,>);
    }
}

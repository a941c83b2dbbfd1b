using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Experiments;

namespace Timeslice.Tests.Des;

/// Memory is counted for the thread that observes.
public class MonitorsInSteadyState
{
    [Fact]
    public void An_observation_allocates_nothing()
    {
        var simulation = new Simulation();
        var (numbers, durations, batches) = (new SampleMonitor(), new Tally(), new BatchMeans());
        var level = new LevelMonitor(simulation);
        var random = new RandomStream(1, 0, "steady");
        void Observe(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var x = random.NextUniform() + 0.001;
                numbers.Add(x);
                durations.Add(x.Ms);
                batches.Add(x);
                simulation.PassTo(simulation.Now + 1.Us);
                level.Set(x);
            }
        }
        // Every power of two that can come has come, and the code has been compiled for good.
        Observe(200_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Observe(1_000_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void What_is_allocated_depends_on_the_span_of_the_observations_not_on_their_number()
    {
        var numbers = new SampleMonitor();
        var random = new RandomStream(2, 0, "memory");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var power = 20; power > 0; power--)
            for (var i = 0; i < 50_000; i++) numbers.Add((1 << power) * (1 + random.NextUniform()));
        // What is kept, and the buckets, which were moved each time that they grew.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 * 1024 * (2 + 21 * 20 / 2) + 20_000);
        numbers.Count.ShouldBe(1_000_000);
    }
}

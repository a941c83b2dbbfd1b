using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel;

/// Whole rounds of slices are jumped when nobody watches: nothing but the time it takes may tell.
public class LawsOfRoundJumps
{
    [Fact]
    public void Jumped_or_gone_through_slice_by_slice_all_is_the_same()
    {
        var (cases, jumping, slices, jumped) = (0, 0, 0L, 0L);
        foreach (var seed in Cases.Seeds(2_000))
        {
            var (expected, none, _) = RoundJumpCases.Run(seed, isWatched: true);
            var (told, some, preempted) = RoundJumpCases.Run(seed, isWatched: false);
            none.ShouldBe(0);
            for (var i = 0; i < Math.Max(expected.Count, told.Count); i++)
                if (expected.ElementAtOrDefault(i) != told.ElementAtOrDefault(i))
                    Assert.Fail($"seed {seed}, {some} slices jumped:\n"
                        + $"slice by slice: {expected.ElementAtOrDefault(i)}\n"
                        + $"in jumps:       {told.ElementAtOrDefault(i)}");
            cases++;
            if (some > 0) jumping++;
            (slices, jumped) = (slices + preempted, jumped + some);
        }
        // Otherwise the law would hold for want of jumps.
        (jumping / (double)cases).ShouldBeGreaterThan(0.6, $"{jumping} of {cases} cases jumped");
        (jumped / (double)slices).ShouldBeGreaterThan(0.6, $"{jumped} of {slices} slices were jumped");
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public void What_else_lives_in_the_simulation_is_never_jumped_over(int cpus)
    {
        Told(isWatched: true).ShouldBe(Told(isWatched: false));

        List<string> Told(bool isWatched)
        {
            var simulation = new Simulation();
            var told = new List<string>();
            var machine = Crowded(simulation, cpus, 100.Us);
            var other = new Machine(simulation, cpus, new RoundRobin(1.Us));
            if (isWatched) machine.Observer = new Bystander();
            var visitor = new Program("visitor", new Forever([new Compute(3.Us), new Sleep(new Exponential(20.Ms))]));
            other.Start(other.Process("app"), "visitor", visitor, 2 * cpus);
            // They wake up when slices end here, so that both machines have to decide in one instant.
            var punctual = new Machine(simulation, 1, new RoundRobin(100.Us));
            var guest = new Program("guest", new Forever([new Sleep(3.Ms), new Compute(100.Us)]));
            punctual.Start(punctual.Process("app"), "guest", guest, 2);
            simulation.Start("ticker", Tick());
            simulation.Run(until: 2.S);
            Tell();
            if (!isWatched) machine.SlicesJumped.ShouldBeGreaterThan(5_000);
            return told;

            async SimTask Tick()
            {
                for (var i = 1; i < 50; i++)
                {
                    await simulation.Delay((i * i * 7_001).Ns);
                    Tell();
                }
            }

            void Tell()
            {
                told.Add($"{simulation.Now} {simulation.Events}");
                foreach (var cpu in machine.Cpus.Concat(other.Cpus).Concat(punctual.Cpus))
                    told.Add($"{cpu.Thread} {cpu.State} {cpu.TimeIn(CpuState.User)}");
            }
        }
    }

    [Fact]
    public void A_step_goes_no_further_than_a_slice_however_far_one_could_jump()
    {
        var machine = Crowded(new(), 1, 1.Ms);
        for (var i = 0; i < 1_000; i++)
        {
            var before = machine.Now;
            machine.Simulation.Step().ShouldBeNull();
            (machine.Now - before).ShouldBeLessThanOrEqualTo(1_000_000);
        }
        machine.SlicesJumped.ShouldBe(0);
    }

    [Theory]
    [InlineData(1_000), InlineData(1_001), InlineData(1_002), InlineData(1_003), InlineData(1_004), InlineData(1_005)]
    public void A_run_in_jumps_stops_at_its_limit_of_events(long limit)
    {
        Run(isWatched: false).ShouldBe(Run(isWatched: true));

        string Run(bool isWatched)
        {
            var machine = Crowded(new(), 4, 1.Ms);
            if (isWatched) machine.Observer = new Bystander();
            var ending = machine.Run(within: new(Events: limit));
            ending.Reason.ShouldBe(EndReason.LimitReached);
            if (!isWatched) machine.SlicesJumped.ShouldBeGreaterThan(0);
            return $"{ending} {machine.Simulation.Events} {machine.Fingerprint}";
        }
    }

    [Fact]
    public void Slices_of_years_are_counted_and_no_sum_overflows()
    {
        var end = 4 * 1_000_000_000.S;
        foreach (var quantum in (Duration[])[1_000.S, 1_000_000.S, 1_000_000_000.S, end, Duration.Max])
        {
            var machine = Crowded(new(), 2, quantum);
            machine.Run(until: Instant.Start + end, within: new(Events: long.MaxValue));
            machine.Cpus.Sum(cpu => cpu.TimeIn(CpuState.User).Nanoseconds).ShouldBe(2 * end.Nanoseconds);
            (machine.SlicesJumped > 0).ShouldBe(quantum < 1_000_000_000.S, $"{quantum}");
        }
    }

    [Fact]
    public void A_round_that_is_jumped_allocates_nothing()
    {
        var machine = Crowded(new(), 8, 10.Us);
        machine.Run(until: Instant.Start + 2.S);
        var (slices, allocated) = (machine.SlicesJumped, GC.GetAllocatedBytesForCurrentThread());
        machine.Run(until: Instant.Start + 10.S);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(Allocation.Noise);
        (machine.SlicesJumped - slices).ShouldBeGreaterThan(5_000_000);
    }

    /// More threads than CPUs, with bursts of very many slices and sometimes a rest.
    static Machine Crowded(Simulation simulation, int cpus, Duration quantum)
    {
        var machine = new Machine(simulation, cpus, new RoundRobin(quantum));
        var slice = Duration.Min(quantum, Duration.Max / 100_000);
        var worker = new Program("worker", new Forever([new Compute(new Exponential(2_000 * slice))]));
        machine.Start(machine.Process("app"), "worker", worker, 5 * cpus);
        return machine;
    }

    sealed class Bystander : Observer;
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Processes;

/// <summary>
/// Handles, memory, semaphores, queues and whatever else the kernel gives to processes: nothing of it leaks and nothing
/// is freed twice, in random programs that do everything and are killed at random instants.
/// </summary>
public sealed class LawsOfRemains
{
    [Fact]
    public void When_all_are_dead_nothing_is_left_and_nobody_who_watches_changes_that()
    {
        var (refused, forks, kills, handled) = (0, 0L, 0L, 0L);
        foreach (var seed in Cases.Seeds(2_000))
        {
            var mixed = new MixedPrograms(seed);
            var world = mixed.Build();
            var reason = Run(mixed, isWatched: true);
            var twin = new MixedPrograms(seed);
            twin.Build();
            Run(twin, isWatched: false).ShouldBe(reason, $"{mixed}");
            (twin.World.Fingerprint, twin.World.Simulation.Now).ShouldBe(
                (world.Fingerprint, world.Simulation.Now), $"{mixed}");
            if (reason == EndReason.ProgramError) refused++;
            forks += world.Machines.Sum(machine => machine.ProcessesCreated);
            kills += world.Machines.Sum(machine => machine.Paging!.Kills);
            handled += world.Machines.Sum(machine => machine.AnySignalling?.Handled ?? 0);
        }
        TestContext.Current.SendDiagnosticMessage($"{refused} {forks} {kills} {handled}");
        refused.ShouldBeLessThan(400);
        Math.Min(forks, Math.Min(kills, handled)).ShouldBeGreaterThan(1_000);
    }

    static readonly Limits within = new(Events: 40_000, EventsPerInstant: 5_000);

    internal static EndReason Run(MixedPrograms mixed, bool isWatched)
    {
        var (world, seed) = (mixed.World, mixed.Seed);
        var laws = new List<(Machine Machine, Remains Remains, Lawful Lawful)>();
        foreach (var machine in world.Machines)
        {
            var lawful = new Lawful { MayIdle = mixed.MayIdle, WaitsAreInterrupted = true };
            laws.Add((machine, new(machine, seed), lawful));
            if (isWatched) machine.Watch(lawful);
        }
        try
        {
            foreach (var stop in mixed.Stops())
            {
                var ending = world.Run(stop, within);
                if (ending.Reason is EndReason.ProgramError or EndReason.LimitReached) return ending.Reason;
                ending.Reason.ShouldBeOneOf(EndReason.Done, EndReason.TimeReached, EndReason.Deadlock);
                if (isWatched) foreach (var (_, remains, _) in laws) remains.Check();
            }
            foreach (var machine in world.Machines)
                foreach (var process in machine.PresentProcesses) process.Kill(Timeslice.Kernel.Signals.Signal.Kill);
            if (isWatched) foreach (var (_, remains, _) in laws) remains.Check();
            var last = world.Run();
            last.Reason.ShouldBe(EndReason.Done, $"{last}");
            if (!isWatched) return last.Reason;
            foreach (var (machine, remains, lawful) in laws)
            {
                remains.CheckEnd();
                lawful.CheckInstant(machine);
                lawful.CheckAccounts(machine);
            }
            return last.Reason;
        }
        catch (Exception broken) { throw new LawBroken($"{mixed}: {broken}"); }
    }
}

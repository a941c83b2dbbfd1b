using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Processes;

/// <summary>
/// Handles, memory, semaphores, queues and whatever else the kernel gives to processes: nothing of it leaks and nothing
/// is freed twice, in random programs that do everything and are killed at random instants.
/// </summary>
public sealed class LawsOfRemains
{
    const int Programs = 200;

    // Few programs signal themselves without end, or lose themselves in forks: these end early, and prove nothing.
    static readonly Limits within = new(Events: 40_000, EventsPerInstant: 5_000);

    [Fact]
    public void When_all_are_dead_nothing_is_left_and_nobody_who_watches_changes_that()
    {
        var (refused, forks, kills, handled) = (0, 0L, 0L, 0L);
        foreach (var seed in Cases.Seeds(Programs))
        {
            var mixed = new MixedPrograms(seed);
            var world = mixed.Build();
            var reason = Run(mixed, isWatched: true);
            var twin = new MixedPrograms(seed);
            twin.Build();
            Run(twin, isWatched: false).ShouldBe(reason, $"{mixed}");
            (twin.World.Fingerprint, twin.World.Simulation.Now).ShouldBe(
                (world.Fingerprint, world.Simulation.Now), $"{mixed}");
            if (reason != EndReason.Done) refused++;
            forks += world.Machines.Sum(machine => machine.ProcessesCreated);
            kills += world.Machines.Sum(machine => machine.Paging!.Kills);
            handled += world.Machines.Sum(machine => machine.AnySignalling?.Handled ?? 0);
        }
        refused.ShouldBeLessThan((int)(Cases.Seeds(Programs).Count() * 0.2));
        forks.ShouldBeGreaterThan(5 * Programs);
        handled.ShouldBeGreaterThan(Programs);
        kills.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("users"), InlineData("frames of programs"), InlineData("what is to come"), InlineData("committed")]
    [InlineData("zombies")]
    public void One_count_too_many_is_caught(string which)
    {
        // What is left open may show in what is left in it first.
        var told = new List<string>();
        for (var seed = 0UL; seed < 5; seed++)
        {
            var mixed = new MixedPrograms(seed);
            mixed.Build(new Open(new ChannelReference<Channel>(0)), new Leak(which));
            told.Add(Should.Throw<LawBroken>(() => Run(mixed, isWatched: true)).Message);
        }
        told.ShouldContain(message => message.Contains(which));
    }

    static EndReason Run(MixedPrograms mixed, bool isWatched)
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
                // What was stopped in the middle of an event, as by a circle of locks, cannot go on.
                if (world.Simulation.IsBroken) return ending.Reason;
                ending.Reason.ShouldBeOneOf(EndReason.Done, EndReason.TimeReached, EndReason.Deadlock);
                Check(laws, isWatched);
            }
            foreach (var machine in world.Machines)
                foreach (var process in machine.PresentProcesses) process.Kill(Signal.Kill);
            Check(laws, isWatched);
            var last = world.Run(within: within);
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

    static void Check(List<(Machine Machine, Remains Remains, Lawful Lawful)> laws, bool isWatched)
    {
        if (!isWatched) return;
        foreach (var (_, remains, _) in laws) remains.Check();
    }

    /// Counts one too many of what the kernel gives.
    sealed class Leak(string which) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            switch (which)
            {
                case "users": machine.ProcessOf(thread).Handles.All.First().AddUser(); break;
                case "frames of programs": machine.Threads.Frames.Take(3); break;
                case "what is to come": machine.Simulation.Population++; break;
                case "committed": machine.Paging!.Commit(1); break;
                default: machine.Table.CountZombies(+1); break;
            }
            return Flow.Next;
        }
    }
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Programs.Lock;
using Priority = Timeslice.Kernel.Scheduling.Priority;

namespace Timeslice.Tests.Kernel;

/// What each detector finds, and what it does not, on schedules that can be counted on fingers.
public class LawsOfDetectors
{
    readonly Bench bench = new(new Fcfs(), cpus: 4);

    [Fact]
    public void Who_waits_longer_than_told_while_others_pass_starves()
    {
        var door = bench.Machine.Add("door", new Mutex(order: LineOrder.Lifo));
        var starvation = bench.Machine.Watch(new Starvation(after: 3.Ms));
        var hold = new With(door, [new Compute(2.Ms)]);
        bench.Start("first", hold);
        bench.StartAt(1.Ms, "unlucky", hold);
        bench.StartAt(1500.Us, "second", hold);
        bench.StartAt(3.Ms, "third", hold);
        bench.Run();
        starvation.Findings.Single().Text.ShouldBe(
            "unlucky waited 5ms for door before it got it; meanwhile others got it 2 times");
    }

    [Fact] // it waits from 1 ms to the end of the run, and the other two pass it by turns of 2 ms
    public void Who_waits_still_when_the_run_is_over_starves_most()
    {
        var door = bench.Machine.Add("door", new Mutex(order: LineOrder.Lifo));
        var starvation = bench.Machine.Watch(new Starvation(after: 3.Ms));
        var hold = new With(door, [new Compute(2.Ms)]);
        bench.Start("first", new Forever([hold]));
        bench.StartAt(1.Ms, "unlucky", hold);
        bench.StartAt(1500.Us, "second", new Forever([hold]));
        bench.Run(until: 9.Ms);
        starvation.Findings.Single().Text.ShouldBe(
            "unlucky waited 8ms for door and waits still; meanwhile others got it 4 times");
    }

    [Theory, InlineData(ReleaseRule.HandOff, 1), InlineData(ReleaseRule.Barging, 0)]
    public void A_convoy_is_a_line_that_does_not_dissolve(ReleaseRule release, int convoys)
    {
        var single = new Bench(new RoundRobin(1.Ms));
        var door = single.Machine.Add("door", new Mutex(release: release));
        var convoy = single.Machine.Watch(new Convoy(queue: 3, rounds: 10));
        var program = new Program("worker", new Forever([new Compute(10.Us), new With(door, [new Compute(1.Us)])]));
        single.Machine.Start(single.Process, "worker", program, count: 5);
        single.Run(until: 100.Ms);
        convoy.Count.ShouldBe(convoys);
    }

    [Theory, InlineData(Protocol.None, 1), InlineData(Protocol.Inherit, 0), InlineData(Protocol.Ceiling, 0)]
    public void An_inversion_is_told_of_with_the_three_threads_and_how_long_it_lasted(Protocol protocol, int found)
    {
        var machine = new Machine(new Simulation(1), 1, new Priority());
        var door = machine.Add("door", new Mutex(protocol: protocol));
        var inversion = machine.Watch(new Inversion());
        var app = machine.Process("app");
        Start("low", 1, 0, new With(door, [new Compute(12.Ms)]));
        Start("middle", 2, 2, new Compute(50.Ms));
        Start("high", 3, 1, new With(door, [new Compute(1.Ms)]));
        machine.Run();
        inversion.Count.ShouldBe(found);
        if (found > 0)
            inversion.Findings.Single().Text.ShouldBe(
                "high waited for door, which low held, while the less urgent middle ran: 50ms from 2ms");

        void Start(string name, int priority, int at, params Operation[] does) => machine.Start(
            app, name, new Program(name, does), at: Instant.Start + at.Ms, terms: new() { Priority = priority });
    }

    [Fact]
    public void A_race_is_told_of_with_both_accesses_and_what_each_held()
    {
        var counter = new Variable(bench.Machine, "counter");
        var door = Mutex("door");
        var races = bench.Machine.Watch(new Races());
        bench.Start("careful", new With(door, [new Set(counter, (Formula)counter + 1, 1.Ms)]));
        bench.StartAt(5.Ms, "careless", new Set(counter, (Formula)counter + 1, 1.Ms));
        bench.Run();
        races.Findings.First().Text.ShouldBe(
            "counter: careless reads it holding no lock; careful wrote it at 1ms holding door; nothing orders the two");
    }

    [Fact]
    public void Nothing_races_that_a_lock_an_atomic_access_a_barrier_or_a_join_orders()
    {
        var (counter, other) = (new Variable(bench.Machine, "counter"), new Variable(bench.Machine, "other"));
        var (door, meeting) = (Mutex("door"), bench.Machine.Add("meeting", new Barrier(2)));
        var races = bench.Machine.Watch(new Races());
        var child = new Program("child", new Set(other, (Formula)other + 1, 1.Ms));
        bench.Start("one", new With(door, [new Set(counter, (Formula)counter + 1, 1.Ms)]), new Arrive(meeting),
            new Set(counter, (Formula)counter + 1, 1.Ms), new Spawn(child), new Join(), new Set(other, other));
        bench.Start("two", new With(door, [new Set(counter, (Formula)counter + 1, 1.Ms)]), new Arrive(meeting));
        var shared = new Variable(bench.Machine, "shared");
        for (var i = 0; i < 2; i++) bench.Start($"atomic {i}", new Atomic(shared, (Formula)shared + 1));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        races.Count.ShouldBe(0);
    }

    [Fact]
    public void Detectors_change_nothing_in_a_run()
    {
        foreach (var seed in Enumerable.Range(0, 30).Select(i => (ulong)i))
        {
            var (plain, watched) = (RacyPrograms.Build(seed), RacyPrograms.Build(seed));
            Detector[] all = [new Races(), new LockOrder(), new Starvation(), new Convoy(), new Inversion()];
            foreach (var each in all) watched.Watch(each);
            var reason = plain.Run().Reason;
            watched.Run().Reason.ShouldBe(reason, $"seed {seed}");
            watched.Fingerprint.ShouldBe(plain.Fingerprint, $"seed {seed}");
        }
    }

    Mutex Mutex(string name) => bench.Machine.Add(name, new Mutex());
}

using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

/// Several machines that share a clock.
public class LawsOfWorlds
{
    readonly World world = new(new Simulation());

    [Fact]
    public void Each_machine_works_at_its_own_speed_on_one_clock()
    {
        var (slow, fast) = (Add("slow", cpus: 1), Add("fast", cpus: 4));
        slow.Process("a").Threads("job", 4, async self => await self.Compute(10.Ms));
        fast.Process("b").Threads("job", 4, async self => await self.Compute(10.Ms));
        world.Run().Reason.ShouldBe(EndReason.Done);
        (slow.LastExit, fast.LastExit, world.LastExit).ShouldBe(
            (Instant.Start + 40.Ms, Instant.Start + 10.Ms, Instant.Start + 40.Ms));
    }

    [Fact]
    public void Whoever_is_asked_to_run_all_run()
    {
        var (one, other) = (Add("one"), Add("other"));
        other.Process("b").Thread("job", async self => await self.Compute(10.Ms));
        one.Run(until: 1.S);
        other.LastExit.ShouldBe(Instant.Start + 10.Ms);
    }

    [Fact]
    public void A_machine_does_beside_others_what_it_does_alone()
    {
        var alone = new Machine(new Simulation(), 2, new RoundRobin(1.Ms));
        Busy(alone, "app");
        alone.Run();
        var beside = Add("one", cpus: 2, new RoundRobin(1.Ms));
        Busy(Add("other", cpus: 3), "other");
        Busy(beside, "app");
        world.Run();
        beside.Fingerprint.ShouldBe(alone.Fingerprint);
        alone.World.Fingerprint.ShouldBe(alone.Fingerprint);
        world.Fingerprint.ShouldNotBe(alone.Fingerprint);
    }

    [Fact]
    public void Nothing_left_to_happen_while_threads_live_on_any_machine_is_a_deadlock_that_says_where()
    {
        var (one, other) = (Add("client"), Add("server"));
        var never = new Semaphore(other, permits: 1, name: "never");
        one.Process("a").Thread("job", async self => await self.Compute(10.Ms));
        other.Process("b").Thread("waiter", async self =>
        {
            await never.Acquire(self);
            await never.Acquire(self);
        });
        world.Run().Reason.ShouldBe(EndReason.Deadlock);
        world.Deadlock.ShouldNotBeNull().ToString().ShouldBe(
            """
            deadlock at 10ms: 1 thread in a circle
              server/waiter waits for never since 0ns: held by waiter
            """);
        one.Deadlock.ShouldBeSameAs(world.Deadlock);
    }

    [Fact]
    public void A_circle_on_one_machine_ends_the_run_of_all()
    {
        var (one, other) = (Add("client"), Add("server"));
        var mutex = new Mutex(other, "door");
        one.Process("a").Thread("job", async self => await self.Compute(10.S));
        other.Process("b").Thread("fool", async self =>
        {
            await self.Compute(1.Ms);
            await mutex.Lock(self);
            await mutex.Lock(self);
        });
        var ending = world.Run();
        (ending.Reason, ending.At).ShouldBe((EndReason.Deadlock, Instant.Start + 1.Ms));
        ending.Evidence.ShouldNotBeNull().ShouldContain("server/fool waits for door");
    }

    [Fact]
    public void Results_of_several_machines_begin_with_their_names_and_those_of_one_do_not()
    {
        var (small, large) = (Add("small"), Add("large", cpus: 4));
        small.Process("a").Thread("job", async self => await self.Compute(10.Ms));
        large.Process("b").Thread("job", async self => await self.Compute(20.Ms));
        world.Run();
        var values = MetricFamilies.Measure(world).ToDictionary(one => one.Metric, one => one.Value);
        values["makespan"].ShouldBe(0.02);
        (values["small.makespan"], values["large.makespan"]).ShouldBe((0.01, 0.02));
        (values["small.cpu.utilization"], values["large.cpu.utilization"]).ShouldBe((0.5, 0.25));
        values.Keys.ShouldAllBe(name =>
            name == "makespan" || name.StartsWith("small.") || name.StartsWith("large."));
        var alone = new Machine(new Simulation(), 1, new Fcfs());
        alone.Process("a").Thread("job", async self => await self.Compute(10.Ms));
        alone.Run();
        MetricFamilies.Measure(alone.World).ShouldBe(MetricFamilies.Measure(alone));
    }

    [Fact]
    public void A_study_of_worlds_records_all_their_machines()
    {
        var result = new Study("Which?", Point.Each("cpus", 1, 2), (point, simulation) =>
        {
            var both = new World(simulation);
            var one = both.Add("one", new Machine(simulation, 1, new Fcfs()));
            var other = both.Add("other", new Machine(simulation, point.Whole("cpus"), new Fcfs()));
            var door = new Mutex(other, "door");
            one.Process("a").Thread("job", async self => await self.Compute(10.Ms));
            other.Process("b").Threads("job", 2, async self =>
            {
                using (await door.Lock(self)) await self.Compute(10.Ms);
            });
            return both;
        }, replications: 1).Execute(1, "test", cancel: TestContext.Current.CancellationToken);
        var run = result.Timeline;
        run.Cpus.Select(cpu => cpu.FullName).ShouldBe(["one/cpu 0", "other/cpu 0"]);
        run.Threads.Select(thread => (thread.Machine, thread.Name)).ShouldBe(
            [("one", "job"), ("other", "job 1"), ("other", "job 2")]);
        // On each CPU its own machine's threads, and at the lock as well.
        run.Cpus[1].Segments.Select(one => one.Thread).Distinct().ShouldBe([1, 2]);
        run.Locks.Select(held => held.FullName).ShouldBe(["other/door"]);
        run.Locks[0].Segments.Select(one => one.Holder).Distinct().ShouldBe([1, 2]);
        var bins = result.Utilization;
        bins.Cpus.ShouldBe(2);
        bins.Machines.Select(one => one.Key).ShouldBe(["one", "other"]);
        bins.Bins.Sum(bin => bin.User).ShouldBe(30_000_000);
        bins.Machines.Select(one => one.Value.Bins.Sum(bin => bin.User)).ShouldBe([10_000_000, 20_000_000]);
    }

    [Fact]
    public void The_warm_up_of_all_ends_together()
    {
        var (one, other) = (Add("one"), Add("other"));
        foreach (var machine in (Machine[])[one, other])
            machine.Process($"app of {machine.Name}").Thread("job", async self => await self.Compute(10.Ms));
        world.Run(until: 5.Ms);
        world.RestartStatistics();
        world.Run(until: 20.Ms);
        world.Machines.Select(machine => machine.Cpus[0].TimeIn(CpuState.User)).ShouldBe([5.Ms, 5.Ms]);
    }

    [Fact]
    public void Machines_of_a_world_have_names_of_their_own_and_its_clock()
    {
        var one = Add("one");
        Should.Throw<ArgumentException>(() => Add("one")).ParamName.ShouldBe("name");
        Should.Throw<ArgumentException>(() => Add("")).ParamName.ShouldBe("name");
        Should.Throw<ArgumentException>(() => world.Add("two", one)).ParamName.ShouldBe("machine");
        Should.Throw<ArgumentException>(() => world.Add("two", new Machine(1, new Fcfs())))
            .ParamName.ShouldBe("machine");
        (world.Find("one"), world.Find("two"), world.Machine).ShouldBe((one, null, one));
        Add("two");
        Should.Throw<InvalidOperationException>(() => world.Machine);
    }

    Machine Add(string name, int cpus = 1, Scheduler? scheduler = null) =>
        world.Add(name, new Machine(world.Simulation, cpus, scheduler ?? new Fcfs()));

    static void Busy(Machine machine, string process)
    {
        var door = new Mutex(machine, "door");
        machine.Process(process).Threads("worker", 8, async self =>
        {
            for (var i = 0; i < 20; i++)
            {
                await self.Compute(self.Random.Exponential(2.Ms));
                using (await door.Lock(self)) await self.Compute(100.Us);
            }
        });
    }
}

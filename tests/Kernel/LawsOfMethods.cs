using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Program = Timeslice.Kernel.Programs.Program;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel;

public class LawsOfMethods
{
    readonly Machine machine = new(cpus: 1, new Fcfs()) { Log = null };
    readonly List<string> log = [];

    [Fact]
    public void A_thread_written_as_a_method_does_what_the_interpreted_one_does()
    {
        foreach (var seed in Cases.Seeds(2_000))
        {
            var scenario = RandomScenarios.Draw(seed);
            var expected = Outcome(scenario, _ => false);
            Outcome(scenario, _ => true).ShouldBe(expected, $"seed {seed}\n{scenario}");
            Outcome(scenario, thread => thread % 2 == (int)seed % 2)
                .ShouldBe(expected, $"mixed, seed {seed}\n{scenario}");
        }

        static (ulong, EndReason, Instant, int) Outcome(Scenario scenario, Func<int, bool> isMethod)
        {
            var built = KernelUnderTest.Build(scenario, isMethod: isMethod);
            var ending = built.Run(new Instant(scenario.Until));
            return (built.Fingerprint, ending.Reason, ending.At, built.Findings.Count);
        }
    }

    [Fact]
    public void It_draws_the_numbers_that_the_interpreted_one_draws()
    {
        var time = new Exponential(1.Ms);
        Fingerprint(two => two.Start(two.Processes[0], "worker",
            new Program("worker", new Repeat(10, [new Compute(time), new Sleep(time)])), count: 5))
            .ShouldBe(Fingerprint(two => two.Processes[0].Threads("worker", 5, Worker)));

        static ulong Fingerprint(Action<Machine> start)
        {
            var two = new Machine(cpus: 2, new RoundRobin(1.Ms));
            two.Process("app");
            start(two);
            two.Run();
            return two.Fingerprint;
        }

        async SimTask Worker(Thread self)
        {
            RandomDuration each = time;
            for (var i = 0; i < 10; i++)
            {
                await self.Compute(each.Draw(ref self.Random));
                await self.Sleep(each.Draw(ref self.Random));
            }
        }
    }

    [Fact]
    public void A_lock_is_given_back_on_every_way_out()
    {
        var door = new Mutex(machine);
        var app = machine.Process("app");
        var first = app.Thread("first", async self =>
        {
            try
            {
                using (await door.Lock(self)) await self.Sleep(10.Ms);
            }
            catch (Interrupted why) { log.Add($"{why.Cause} at {machine.Simulation.Now}"); }
        });
        app.Thread("second", async self =>
        {
            await self.Sleep(1.Ms);
            first.Interrupt("hurry");
            using (await door.Lock(self)) log.Add($"has it at {machine.Simulation.Now}");
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["hurry at 1ms", "has it at 1ms"]);
        (door.Holders, door.Acquisitions).ShouldBe((0, 2));
    }

    [Fact]
    public void An_interrupt_ends_each_kind_of_wait_and_leaves_nothing_behind()
    {
        var door = new Mutex(machine);
        var app = machine.Process("app");
        var holder = app.Thread("holder", async self =>
        {
            using (await door.Lock(self)) await self.Sleep(1.S);
        });
        Wait("locks", async self => { using (await door.Lock(self)) log.Add("never"); });
        Wait("sleeps", async self => await self.Sleep(1.S));
        Wait("joins", async self => await self.Join(holder));
        Wait("joins children", async self =>
        {
            await self.Spawn("child", async child => await child.Sleep(2.Ms));
            await self.Join();
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["locks at 1ms", "sleeps at 1ms", "joins at 1ms", "joins children at 1ms"], ignoreOrder: true);
        (door.Waiters, door.Holders, machine.Threads.Live, machine.Simulation.Pending).ShouldBe((0, 0, 0, 0));
        machine.LastExit.ShouldBe(Instant.Start + 1.S);

        void Wait(string name, Func<Thread, SimTask> forLong)
        {
            var waiting = app.Thread(name, async self =>
            {
                try { await forLong(self); }
                catch (Interrupted) { log.Add($"{name} at {machine.Simulation.Now}"); }
            });
            app.Thread($"interrupts {name}", async self =>
            {
                await self.Sleep(1.Ms);
                waiting.Interrupt("enough");
            });
        }
    }

    [Fact]
    public void A_second_interrupt_waits_for_the_next_wait()
    {
        var app = machine.Process("app");
        var sleeper = app.Thread("sleeper", async self =>
        {
            for (var i = 0; i < 3; i++)
            {
                try { await self.Sleep(1.S); }
                catch (Interrupted why) { log.Add($"{why.Cause} at {machine.Simulation.Now}"); }
            }
        });
        app.Thread("other", async self =>
        {
            await self.Sleep(1.Ms);
            sleeper.Interrupt("one");
            sleeper.Interrupt("two");
        });
        machine.Run();
        log.ShouldBe(["one at 1ms", "two at 1ms"]);
        machine.Simulation.Now.ShouldBe(Instant.Start + 1_001.Ms);
    }

    [Fact]
    public void Computing_is_not_interrupted_and_a_grant_is_not_lost()
    {
        var door = new Mutex(machine);
        var app = machine.Process("app");
        var worker = app.Thread("worker", async self =>
        {
            await self.Compute(5.Ms);
            log.Add($"computed at {machine.Simulation.Now}");
            using (await door.Lock(self)) log.Add("has the lock");
            try { await self.Sleep(1.Ms); }
            catch (Interrupted) { log.Add($"interrupted at {machine.Simulation.Now}"); }
        });
        app.Thread("other", async self => { worker.Interrupt("now"); await self.Sleep(0.Ms); });
        machine.Run();
        log.ShouldBe(["computed at 5ms", "has the lock", "interrupted at 5ms"]);
    }

    [Fact]
    public void A_failure_ends_the_run_and_says_who_when_and_with_which_seed()
    {
        machine.Process("app").Thread("worker", async self =>
        {
            await self.Sleep(3.Ms);
            throw new FormatException("no number");
        });
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldBe(
            "thread worker of app failed at 3ms (seed 42, replication 0): FormatException: no number");
    }

    [Fact]
    public void Several_may_wait_for_one_thread()
    {
        var app = machine.Process("app");
        var worker = app.Thread("worker", async self => await self.Sleep(2.Ms));
        foreach (var name in (string[])["a", "b"])
        {
            app.Thread(name, async self =>
            {
                await self.Join(worker);
                await self.Join(worker);
                log.Add($"{self.Name} at {machine.Simulation.Now}");
            });
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["a at 2ms", "b at 2ms"]);
    }

    [Fact]
    public void Threads_that_wait_for_each_other_s_exit_are_a_deadlock()
    {
        var app = machine.Process("app");
        Thread? second = null;
        var first = app.Thread("first", async self => await self.Join(second!));
        second = app.Thread("second", async self => await self.Join(first));
        var ending = machine.Run();
        (ending.Reason, machine.Deadlock!.IsCycle).ShouldBe((EndReason.Deadlock, true));
    }

    [Fact]
    public void Only_a_thread_itself_makes_its_calls()
    {
        var app = machine.Process("app");
        var other = app.Thread("other", async self => await self.Sleep(1.Ms));
        app.Thread("thief", async self => await other.Sleep(1.Ms));
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("awaits a call of");
    }

    [Fact]
    public void What_is_refused_leaves_no_lock_behind()
    {
        var door = new Mutex(machine);
        var app = machine.Process("app");
        var other = app.Thread("other", async self => await self.Sleep(1.Ms));
        app.Thread("thief", async self =>
        {
            try
            {
                using (await door.Lock(self)) await other.Sleep(1.Ms);
            }
            catch (InvalidOperationException) { log.Add("refused"); }
            await self.Yield();
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (log.Count, door.Holders).ShouldBe((1, 0));
    }

    [Fact]
    public void What_belongs_to_the_simulation_alone_is_not_awaited_by_a_thread()
    {
        machine.Process("app").Thread("worker", async self => await new SimEvent(self.Simulation));
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("no call of its kernel");
    }

    [Fact]
    public void Not_even_after_a_lock_was_given_back()
    {
        var (door, desk) = (new Mutex(machine), new Resource(machine.Simulation));
        desk.TryRequest(out _).ShouldBeTrue();
        machine.Process("app").Thread("worker", async self =>
        {
            using (await door.Lock(self)) await self.Sleep(1.Ms);
            using var unit = await desk.Request();
            log.Add("never");
        });
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("no call of its kernel");
        (log.Count, desk.Waiting, door.Holders).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_thread_that_is_still_to_start_is_waited_for()
    {
        var app = machine.Process("app");
        var late = app.Thread("late", async self => await self.Sleep(1.Ms), after: 5.Ms);
        app.Thread("early", async self =>
        {
            await self.Join(late);
            log.Add($"at {machine.Simulation.Now}");
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["at 6ms"]);
    }

    [Fact]
    public void A_lock_of_another_machine_is_refused()
    {
        var other = new Mutex(new Machine(cpus: 1, new Fcfs()));
        var nobodys = new Mutex();
        var app = machine.Process("app");
        foreach (var wrong in (Mutex[])[other, nobodys])
        {
            app.Thread($"worker {wrong.Number}", async self => { using (await wrong.Lock(self)) log.Add("never"); });
            Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("another machine");
        }
    }

    [Fact]
    public void After_a_failure_the_others_go_on()
    {
        var app = machine.Process("app");
        app.Thread("bad", async self =>
        {
            await self.Compute(1.Ms);
            throw new FormatException();
        });
        app.Thread("worse", _ => throw new FormatException("at once"));
        app.Thread("good", async self => { await self.Compute(2.Ms); log.Add($"at {machine.Simulation.Now}"); });
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("thread bad");
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("at once");
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["at 3ms"]);
    }

    [Fact]
    public void A_thread_cannot_run_its_machine()
    {
        machine.Process("app").Thread("worker", async self =>
        {
            machine.Run();
            await self.Yield();
        });
        Should.Throw<SimulationFailed>(() => machine.Run()).InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void A_hold_is_given_back_by_its_thread_alone()
    {
        var door = new Mutex(machine);
        IDisposable? hold = null;
        var app = machine.Process("app");
        app.Thread("owner", async self =>
        {
            hold = await door.Lock(self);
            await self.Sleep(2.Ms);
        });
        app.Thread("thief", async self =>
        {
            await self.Sleep(1.Ms);
            hold!.Dispose();
        });
        Should.Throw<SimulationFailed>(() => machine.Run()).Message.ShouldContain("thread thief");
        default(Hold).Dispose();
    }

    [Fact]
    public void Machines_of_one_simulation_draw_different_numbers_under_equal_names()
    {
        var simulation = new Simulation();
        var draws = new List<Duration>();
        for (var i = 0; i < 2; i++)
        {
            new Machine(simulation, cpus: 1, new Fcfs()).Process("app").Thread("worker", async self =>
            {
                draws.Add(self.Random.Exponential(1.S));
                await self.Yield();
            });
        }
        simulation.Run();
        draws.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_loop_without_time_is_found()
    {
        machine.Process("app").Thread("worker", async self => { while (true) await self.Sleep(0.Ms); });
        machine.Run().Reason.ShouldBe(EndReason.LimitReached);
    }

    [Fact]
    public void Nothing_is_allocated_per_call()
    {
        var door = new Mutex(machine);
        machine.Process("app").Threads("worker", 10, async self =>
        {
            while (true)
            {
                using (await door.Lock(self)) await self.Sleep(1.Us);
                await self.Compute(1.Us);
                await self.Yield();
            }
        });
        machine.Run(until: 20.Ms);
        var before = GC.GetAllocatedBytesForCurrentThread();
        machine.Run(until: 120.Ms);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Allocation.Noise);
        door.Acquisitions.ShouldBeGreaterThan(50_000);
    }
}

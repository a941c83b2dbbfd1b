using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Kernel;

public class LawsOfDeadlock
{
    readonly Bench bench = new(new Fcfs(), cpus: 5);

    [Fact]
    public void Two_that_lock_in_opposite_order_are_named_with_what_they_wait_for_since_when_and_who_has_it()
    {
        var (a, b) = (Mutex("A"), Mutex("B"));
        bench.Start("left", new Lock(a), new Compute(2.Ms), At(7, new Lock(b)));
        bench.Start("right", At(9, new Lock(b)), new Compute(3.Ms), At(11, new Lock(a)));
        Deadlock(at: 3.Ms, isCycle: true).ShouldBe(
            """
            deadlock at 3ms: 2 threads in a circle
              right waits for A since 3ms at my.yaml:11:1: held by left
              left waits for B since 2ms at my.yaml:7:1: held by right (taken at my.yaml:9:1)
            """);
    }

    [Fact]
    public void A_thread_that_locks_a_mutex_twice_waits_for_itself()
    {
        var a = Mutex("A");
        bench.Start("fool", new Lock(a), new Lock(a));
        Deadlock(at: 0.Ns, isCycle: true).ShouldBe(
            "deadlock at 0ns: 1 thread in a circle\n  fool waits for A since 0ns: held by fool");
    }

    [Fact]
    public void Five_philosophers_form_a_circle_of_five()
    {
        var forks = Enumerable.Range(0, 5).Select(i => Mutex($"fork {i}")).ToArray();
        for (var i = 0; i < 5; i++)
            bench.Start($"philosopher {i}", new Lock(forks[i]), new Compute(1.Ms), new Lock(forks[(i + 1) % 5]));
        Deadlock(at: 1.Ms, isCycle: true);
        bench.Machine.Deadlock!.Threads.Select(t => t.Name).ShouldBe(
            ["philosopher 4", "philosopher 0", "philosopher 1", "philosopher 2", "philosopher 3"]);
    }

    [Fact]
    public void Semaphores_of_one_permit_taken_in_opposite_order_are_found_when_nothing_moves_any_more()
    {
        var (a, b) = (Semaphore("A", 1), Semaphore("B", 1));
        bench.Start("left", new Acquire(a), new Compute(2.Ms), new Acquire(b));
        bench.Start("right", new Acquire(b), new Compute(3.Ms), new Acquire(a));
        bench.Start("busy elsewhere", new Compute(9.Ms));
        Deadlock(at: 9.Ms, isCycle: true).ShouldBe(
            """
            deadlock at 9ms: 2 threads in a circle
              left waits for B since 2ms: held by right
              right waits for A since 3ms: held by left
            """);
    }

    [Fact]
    public void A_semaphore_that_nobody_will_release_is_no_circle()
    {
        var tickets = Semaphore("tickets", 1);
        bench.Start("first", new Acquire(tickets));
        bench.Start("second", new Compute(1.Ms), new Acquire(tickets));
        Deadlock(at: 1.Ms, isCycle: false).ShouldBe(
            "stuck at 1ms: 1 thread waits for what can no longer come\n"
            + "  second waits for tickets since 1ms: held by a thread that has exited");
    }

    [Fact]
    public void A_parent_that_joins_while_it_holds_what_its_child_needs_is_a_circle()
    {
        var a = Mutex("A");
        var child = new Program("child", new Compute(1.Ms), new Lock(a));
        bench.Start("parent", new Lock(a), new Spawn(child, @as: "kids"), new Join("kids"));
        Deadlock(at: 1.Ms, isCycle: true).ShouldBe(
            """
            deadlock at 1ms: 2 threads in a circle
              child 1 waits for A since 1ms: held by parent
              parent waits for the exit of threads it spawned since 0ns: they wait themselves
            """);
    }

    [Fact]
    public void A_reader_that_reads_once_more_behind_a_writer_is_in_a_circle_with_it()
    {
        var door = new ReadWriteLock(bench.Machine, name: "door");
        bench.Start("reader", new ReadLock(door), new Compute(2.Ms), At(7, new ReadLock(door)));
        bench.Start("other", At(8, new ReadLock(door)), new Compute(9.Ms));
        bench.Start("writer", new Compute(1.Ms), At(9, new WriteLock(door)));
        Deadlock(at: 2.Ms, isCycle: true).ShouldStartWith(
            """
            deadlock at 2ms: 2 threads in a circle
              reader waits for door since 2ms at my.yaml:7:1
            """);
    }

    /// Of all that wait, in random programs: what the quick look says, the whole graph says.
    [Fact]
    public void A_circle_is_found_where_the_graph_of_all_has_one_and_only_there()
    {
        var (asked, found) = (0, 0);
        foreach (var seed in Cases.Seeds(400))
        {
            var machine = new Machine(new Simulation(seed), cpus: 2, new RoundRobin(3.Us));
            var random = new RandomStream(seed, 0, "circles");
            var locks = Enum.GetValues<Preference>().Select(each => new ReadWriteLock(machine, each)).ToList();
            var mutexes = new[] { new Mutex(machine, name: "a"), new Mutex(machine, name: "b") };
            machine.Watch(new Compared((expected, circle) =>
            {
                circle.ShouldBe(expected, $"seed {seed}");
                (asked, found) = (asked + 1, found + (expected is null ? 0 : 1));
            }));
            for (var thread = 0; thread < 5; thread++)
                machine.Start(machine.Process($"app {thread}"), "main",
                    new Program("main", new Repeat(20, Body(ref random, depth: 3))));
            machine.Run();

            Operation[] Body(ref RandomStream random, int depth)
            {
                Operation[] its = depth == 0 ? [] : Body(ref random, depth - 1);
                its = [new Compute(((int)(random.NextUniform() * 9)).Us), .. its];
                return (int)(random.NextUniform() * 9) switch
                {
                    0 => [new With(mutexes[0], its)],
                    1 => [new With(mutexes[1], its)],
                    2 or 3 or 4 => [new ReadLock(locks[(int)(random.NextUniform() * 3)], its)],
                    5 => [new WriteLock(locks[(int)(random.NextUniform() * 3)], its)],
                    _ => its,
                };
            }
        }
        asked.ShouldBeGreaterThan(4_000);
        found.ShouldBeInRange(50, 399);
    }

    sealed class Compared(Action<List<int>?, List<int>?> compare) : Observer
    {
        public override void ThreadChanged(Machine machine, int thread, ThreadState state)
        {
            if (state != ThreadState.BlockedOnLock) return;
            compare(new WaitGraph(machine, WaitGraph.Living(machine), mustAll: true).CycleThrough(thread),
                Timeslice.Kernel.Deadlock.ThreadsInCircle(machine, thread));
        }
    }

    [Fact]
    public void A_join_for_a_thread_that_never_ends_is_no_deadlock()
    {
        bench.Start("parent", new Spawn(new Program("child", new Forever([new Sleep(1.Ms)]))), new Join());
        bench.Run(until: 1.S).Reason.ShouldBe(EndReason.TimeReached);
    }

    [Fact]
    public void A_mutex_taken_to_the_grave_is_reported_at_the_exit_and_explains_who_waits_for_ever()
    {
        var a = Mutex("A");
        bench.Start("careless", At(3, new Lock(a)), new Compute(1.Ms), new Exit(7));
        var other = bench.Machine.Process("other");
        bench.Machine.Start(other, "patient", new Program("patient", new Compute(2.Ms), new Lock(a)));
        Deadlock(at: 2.Ms, isCycle: false).ShouldBe("stuck at 2ms: 1 thread waits for what can no longer come\n"
            + "  patient waits for A since 2ms: held by a thread that has exited (taken at my.yaml:3:1)");
        bench.Machine.Findings.ShouldBe(["1ms: careless exits while it holds A; nobody can take it any more"]);
        (bench.Process.Status, other.Status).ShouldBe((7, null));
    }

    [Fact]
    public void A_thread_that_gets_the_number_of_a_dead_owner_does_not_own_its_lock()
    {
        var a = Mutex("A");
        bench.Start("careless", new Lock(a));
        bench.StartAt(1.Ms, "heir", new Unlock(a));
        var ending = bench.Run();
        (ending.Reason, ending.Evidence)
            .ShouldBe((EndReason.ProgramError, "heir unlocks A, which a thread that has exited holds"));
    }

    [Fact]
    public void Stuck_threads_are_found_although_a_cancelled_timer_is_pending()
    {
        var a = Mutex("A");
        bench.Start("sleeper", new Sleep(1.S));
        bench.Start("careless", new Lock(a), new Compute(1.Ms), new Exit());
        var patient = new Program("patient", new Compute(2.Ms), new Lock(a));
        bench.Machine.Start(bench.Machine.Process("other"), "patient", patient);
        bench.Run(until: 10.Ms)
            .ShouldBe(new Ending(EndReason.Deadlock, Instant.Start + 2.Ms, bench.Machine.Deadlock!.ToString()));
    }

    [Fact]
    public void A_wait_is_told_from_its_beginning_though_times_were_read_in_between()
    {
        var a = Mutex("A");
        bench.Start("holder", new Lock(a), new Compute(5.Ms), new Unlock(a));
        bench.Start("waiter", new Lock(a), new Lock(a));
        bench.Run(until: 3.Ms);
        bench.Machine.Classes.Sum(its => its.TimeIn(ThreadState.BlockedOnLock).Nanoseconds).ShouldBe(3_000_000);
        bench.Machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(3.Ms);
        bench.Run().Evidence.ShouldNotBeNull();
        a.Wait.Max.ShouldBe(5.Ms);
    }

    [Fact]
    public void Fifty_thousand_parents_that_wait_for_stuck_children_are_explained_within_seconds()
    {
        var gate = Semaphore("gate", 1);
        bench.Start("taker", new Acquire(gate));
        var child = new Program("child", new Acquire(gate));
        var parent = new Program("parent", new Compute(1.Us), new Spawn(child), new Join());
        bench.Machine.Start(bench.Process, "parent", parent, count: 50_000);
        bench.Run().Reason.ShouldBe(EndReason.Deadlock);
        bench.Machine.Deadlock!.Threads.Count.ShouldBe(100_000);
    }

    [Fact]
    public void Unlocking_what_another_holds_ends_the_run_at_the_line()
    {
        var a = Mutex("A");
        bench.Start("owner", new Lock(a), new Compute(5.Ms), new Unlock(a));
        bench.Start("thief", new Compute(1.Ms), At(12, new Unlock(a)));
        bench.Run().ShouldBe(new Ending(
            EndReason.ProgramError, Instant.Start + 1.Ms, "thief (my.yaml:12:1) unlocks A, which owner holds"));
    }

    [Fact]
    public void Releasing_a_semaphore_whose_permits_are_all_free_ends_the_run_at_the_line()
    {
        var a = Semaphore("A", 3);
        bench.Start("giver", new Acquire(a), new Release(a), At(5, new Release(a)));
        bench.Run().ShouldBe(new Ending(
            EndReason.ProgramError, Instant.Start, "giver (my.yaml:5:1) releases A, of which all 3 permits are free"));
    }

    [Fact]
    public void Who_waits_for_a_condition_that_nobody_notifies_waits_in_vain()
    {
        var a = Mutex("A");
        var told = bench.Machine.Add("told", new Condition(a));
        bench.Start("waiter", new Compute(2.Ms), new With(a, [At(7, new Wait(told))]));
        Deadlock(2.Ms, isCycle: false)
            .ShouldContain("waiter waits for told since 2ms at my.yaml:7:1: nobody is left to wake it");
    }

    string Deadlock(Duration at, bool isCycle)
    {
        var ending = bench.Run();
        ending.Reason.ShouldBe(EndReason.Deadlock);
        (ending.At, bench.Machine.Deadlock!.At, bench.Machine.Deadlock.IsCycle)
            .ShouldBe((Instant.Start + at, Instant.Start + at, isCycle));
        ending.Evidence.ShouldBe(bench.Machine.Deadlock.ToString());
        return ending.Evidence!;
    }

    Mutex Mutex(string name) => bench.Machine.Add(name, new Mutex());
    Semaphore Semaphore(string name, int permits) => bench.Machine.Add(name, new Semaphore(permits));

    static Operation At(int line, Operation operation)
    {
        operation.Source = new("my.yaml", line, 1);
        return operation;
    }
}

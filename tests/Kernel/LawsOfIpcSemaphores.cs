using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Kernel;

/// A semaphore that processes share, and what becomes of its permits when they die.
public sealed class LawsOfIpcSemaphores
{
    readonly Machine machine = new(new Simulation(), cpus: 4, new Fcfs());
    readonly List<string> said = [];

    public LawsOfIpcSemaphores() => machine.Log = line => said.Add(line.TrimStart());

    IpcSemaphore Door(bool undo, int permits = 1, int? initial = null) =>
        machine.Add("door", new IpcSemaphore(permits, initial, undo));

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, name, new Program(name, main), isMain: true);
        return process;
    }

    [Fact]
    public void A_process_that_dies_gives_back_what_it_held_and_the_first_in_line_has_it_in_that_instant()
    {
        var door = Door(undo: true);
        Start("holder", new Acquire(door), new Sleep(3.Ms), new Crash());
        Start("second", new Sleep(1.Ms), new Acquire(door), new Log("in"), new Sleep(1.Ms), new Release(door));
        Start("third", new Sleep(2.Ms), new Acquire(door), new Log("in"), new Release(door));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms second: in", "4ms third: in"]);
        (door.Free, door.Undone, door.Lost, machine.Findings.Count).ShouldBe((1, 1, 0, 0));
    }

    [Fact]
    public void Without_undo_it_is_lost_and_who_waits_is_told_why()
    {
        var door = Door(undo: false);
        Start("holder", new Acquire(door), new Sleep(3.Ms), new Exit(1));
        Start("second", new Sleep(1.Ms), new Acquire(door));
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain("second waits for door since 1ms");
        ending.Evidence!.ShouldContain("held by holder (pid 2), its holder process, which has died");
        machine.Findings.Single().ShouldBe(
            "3ms: holder (pid 2) ends while it holds 1 permit of door; nobody gives that back for it");
        (door.Free, door.Undone, door.Lost).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void Who_waits_for_what_is_lost_can_give_up()
    {
        var door = Door(undo: false);
        Start("holder", new Acquire(door), new Exit(1));
        Start("second", new Sleep(1.Ms), new With(door, [new Log("in")], timeout: 5.Ms, @else: [new Log("out")]));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["6ms second: out"]);
    }

    [Fact]
    public void What_is_lost_another_process_may_give_back()
    {
        var door = Door(undo: false);
        Start("holder", new Acquire(door), new Exit(1));
        Start("second", new Sleep(1.Ms), new Acquire(door), new Log("in"));
        Start("medic", new Sleep(2.Ms), new Release(door));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["2ms second: in"]);
    }

    [Fact]
    public void Who_takes_what_others_give_loses_nothing()
    {
        var news = Door(undo: false, permits: 5, initial: 0);
        Start("reader", new Repeat(3, [new Acquire(news)]));
        Start("writer", new Repeat(4, [new Release(news), new Sleep(1.Ms)]));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (news.Free, news.Lost, machine.Findings.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void It_is_the_process_that_holds_and_not_the_thread()
    {
        var door = Door(undo: true);
        var holder = machine.Process("holder");
        machine.Start(holder, "taker", new Program("taker", new Acquire(door)));
        machine.Start(holder, "other", new Program("other", new Sleep(3.Ms)));
        Start("second", new Sleep(1.Ms), new Acquire(door), new Log("in"));
        machine.Run();
        said.ShouldBe(["3ms second: in"]);
    }

    [Fact]
    public void Another_thread_of_the_process_may_give_it_back_and_then_nothing_is_undone()
    {
        var door = Door(undo: true);
        var holder = machine.Process("holder");
        machine.Start(holder, "taker", new Program("taker", new Acquire(door)));
        machine.Start(holder, "giver", new Program("giver", new Sleep(1.Ms), new Release(door)));
        machine.Run();
        (door.Free, door.Undone).ShouldBe((1, 0));
    }

    [Fact]
    public void An_exec_keeps_what_is_to_be_undone()
    {
        var door = Door(undo: true);
        Start("holder", new Acquire(door), new Exec(new Program("other", new Sleep(3.Ms))));
        machine.Run(1.Ms);
        door.Free.ShouldBe(0);
        machine.Run();
        (door.Free, door.Undone).ShouldBe((1, 1));
    }

    [Fact]
    public void A_child_of_a_fork_holds_nothing()
    {
        var door = Door(undo: true, permits: 2);
        Start("holder", new Acquire(door), new Fork([new Acquire(door), new Sleep(1.Ms)]), new Sleep(3.Ms));
        machine.Run(2.Ms);
        (door.Free, door.Undone).ShouldBe((1, 1));
        machine.Run();
        (door.Free, door.Undone).ShouldBe((2, 2));
    }

    [Fact]
    public void What_a_process_gave_more_than_it_took_is_taken_again_as_far_as_it_is_there()
    {
        var door = Door(undo: true, permits: 3, initial: 0);
        Start("giver", new Release(door), new Release(door), new Sleep(2.Ms));
        Start("taker", new Sleep(1.Ms), new Acquire(door), new Sleep(9.Ms));
        machine.Run(5.Ms);
        // One of the two was there still; who had the third from the start, nobody knows.
        (door.Free, door.Holders, door.HeldBy.Count).ShouldBe((0, 3, 2));
        machine.Run();
        (door.Free, door.Undone).ShouldBe((1, 1));
    }

    [Fact]
    public void Every_operation_on_it_is_a_system_call()
    {
        var costs = CostProfiles.Free with { SystemCall = 200.Ns, LockOperation = 30.Ns };
        var priced = new Machine(new Simulation(), cpus: 1, new Fcfs(), costs);
        var door = priced.Add("door", new IpcSemaphore(permits: 1));
        priced.Start(priced.Process("app"), "main", new Program("main", new Acquire(door), new Release(door),
            new With(door, []), new TryLock(door, []), new Lock(door, timeout: 0.Ns), new Unlock(door)));
        priced.Run().At.ShouldBe(Instant.Start + 1_600.Ns);
    }

    [Fact]
    public void To_release_what_nobody_holds_is_an_error_of_the_program()
    {
        var door = Door(undo: false);
        Start("giver", new Release(door));
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.ProgramError);
        ending.Evidence!.ShouldContain("releases door, of which all 1 permits are free");
    }

    [Fact]
    public void Methods_use_it_too()
    {
        var door = new IpcSemaphore(machine, permits: 1, undo: true);
        machine.Process("app").Thread("main", async self =>
        {
            using (await door.Acquire(self)) door.Free.ShouldBe(0);
            await door.Acquire(self);
            await door.Release(self);
            await door.Acquire(self);
        });
        machine.Run();
        (door.Free, door.Undone).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_process_that_takes_and_gives_allocates_nothing(bool undo)
    {
        var door = Door(undo, permits: 2);
        var turns = 0L;
        foreach (var name in (string[])["one", "two", "three"])
            Start(name, new Forever([new With(door, [new Sleep(3.Ns)]), new Count("turns"), new Sleep(1.Ns)]));
        Allocation.PerTurn(machine.Simulation, () => machine.Counted.TryGetValue("turns", out turns) ? turns : 0)
            .ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Random_programs_and_deaths_come_out_as_a_naive_simulation_says(bool undo)
    {
        var (deaths, waits) = (0, 0);
        foreach (var seed in Cases.Seeds(300))
        {
            var random = new RandomHolders(seed, undo);
            random.OfKernel().ShouldBe(random.OfNaive(), $"seed {seed}");
            (deaths, waits) = (deaths + random.Held, waits + random.Waited);
        }
        // Else nothing was tried.
        deaths.ShouldBeGreaterThan(100);
        waits.ShouldBeGreaterThan(300);
    }
}

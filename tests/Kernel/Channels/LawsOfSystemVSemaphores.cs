using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;
using Program = Timeslice.Kernel.Programs.Program;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>A number in the kernel that is raised, lowered and awaited at 0.</summary>
public sealed class LawsOfSystemVSemaphores
{
    const long Again = -11, Denied = -13, Invalid = -22, Range = -34, Removed = -43, TimedOut = -110;

    readonly Machine machine = new(cpus: 8, new Fcfs());
    readonly List<string> said = [];

    void Run(params Func<Thread, SimTask>[] mains)
    {
        foreach (var main in mains) machine.Process($"app {machine.Processes.Count}").Thread("main", main);
        machine.Run().Evidence.ShouldBeNull();
    }

    // Changes it at a time, and notes when it came back with what, and what is there then.
    Func<Thread, SimTask> Change(SystemVSemaphore one, Duration at, long by, bool undo = false) => async self =>
    {
        await self.Sleep(at);
        var answer = await one.Semop(self, by, undo);
        said.Add($"{machine.Simulation.Now}: {by:+0;-0;0} is told {answer}, {one.Value} left");
    };

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, name, new Program(name, main), isMain: true);
        return process;
    }

    [Fact]
    public void The_same_key_is_the_same_semaphore()
    {
        var (a, b) = (new SystemVSemaphore(machine, 2, key: "7"), new SystemVSemaphore(machine, 5, key: "7"));
        var other = new SystemVSemaphore(machine, 5, key: "8");
        Run(async self =>
        {
            (await b.Open(self)).ShouldBe(await a.Open(self));
            (await other.Open(self)).ShouldNotBe(await a.Open(self));
            (await b.Semop(self, -2)).ShouldBe(0);
            (await a.Semop(self, -1, mode: IoMode.NonBlocking)).ShouldBe(Again);
            (await other.Semop(self, -5)).ShouldBe(0);
        });
        (a.Value, b.Value, a.Reads, b.Reads).ShouldBe((0, 0, 1, 0), "its accounts stand under its first name");
    }

    // +1 is too little for the first and enough for the second; then all of 4 is there for the first.
    [Fact]
    public void Who_waits_is_tried_in_order_of_arrival_and_passed_over_where_it_is_too_little()
    {
        var one = new SystemVSemaphore(machine, 0);
        Run(Change(one, 0.Ms, -3), Change(one, 1.Ms, -1), Change(one, 2.Ms, -1),
            Change(one, 3.Ms, 1), Change(one, 4.Ms, 4));
        said.Order(StringComparer.Ordinal).ShouldBe(
        [
            "3ms: +1 is told 0, 0 left", "3ms: -1 is told 0, 0 left",
            "4ms: +4 is told 0, 0 left", "4ms: -1 is told 0, 0 left", "4ms: -3 is told 0, 0 left",
        ]);
    }

    [Fact]
    public void Whoever_comes_and_finds_enough_takes_it_past_all_who_wait()
    {
        var one = new SystemVSemaphore(machine, 2);
        Run(Change(one, 0.Ms, -3), Change(one, 1.Ms, -1), Change(one, 2.Ms, 2));
        said.ShouldContain("1ms: -1 is told 0, 1 left");
        said.ShouldContain("2ms: -3 is told 0, 0 left");
    }

    // There are 3 for no time: who waits for them takes them before anybody else runs.
    [Fact]
    public void Who_waits_for_0_goes_on_however_short_that_is()
    {
        var one = new SystemVSemaphore(machine, 1);
        Run(Change(one, 0.Ms, 0), Change(one, 1.Ms, -3), Change(one, 2.Ms, 2), Change(one, 3.Ms, 5),
            Change(one, 4.Ms, 0), async self =>
            {
                await self.Sleep(5.Ms);
                (await one.Semop(self, 0, mode: IoMode.NonBlocking)).ShouldBe(Again);
                (await one.Semop(self, 0, within: 2.Ms)).ShouldBe(TimedOut);
                machine.Simulation.Now.ShouldBe(Instant.Start + 7.Ms);
                (await one.Semop(self, -5)).ShouldBe(0);
            });
        said.Where(line => line.Contains(": 0 ")).ShouldBe(["2ms: 0 is told 0, 0 left", "7ms: 0 is told 0, 0 left"]);
    }

    [Fact]
    public void All_is_taken_or_nothing_and_no_value_is_above_32767()
    {
        var one = new SystemVSemaphore(machine, 32_766);
        Run(async self =>
        {
            (await one.Semop(self, 2)).ShouldBe(Range);
            (await one.Semop(self, long.MaxValue)).ShouldBe(Range);
            (await one.Semop(self, 1)).ShouldBe(0);
            (await one.Semop(self, -32_768, mode: IoMode.NonBlocking)).ShouldBe(Again);
            (await one.Semop(self, long.MinValue, within: 1.Ms)).ShouldBe(TimedOut);
            one.Value.ShouldBe(32_767);
            (await one.Semop(self, -32_767)).ShouldBe(0);
        });
        (one.Value, one.MaxValue, one.Writes, one.Reads).ShouldBe((0, 32_767, 1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new SystemVSemaphore(32_768)).ParamName.ShouldBe("initial");
        Should.Throw<ArgumentOutOfRangeException>(() => new SystemVSemaphore(-1)).ParamName.ShouldBe("initial");
    }

    [Fact]
    public void Removal_tells_all_who_wait_and_what_is_made_next_has_nothing_to_undo()
    {
        var one = new SystemVSemaphore(machine, 3, key: "7");
        Run(Change(one, 0.Ms, 0), Change(one, 0.Ms, -4), async self =>
            {
                await one.Semop(self, -2, undo: true);
                await self.Sleep(9.Ms);
            },
            async self =>
            {
                await self.Sleep(5.Ms);
                (await one.Remove(self)).ShouldBe(0);
                one.Value.ShouldBe(0);
                (await one.Semop(self, -1)).ShouldBe(Invalid);
                await self.Sleep(1.Ms);
                (await one.Open(self, create: true)).ShouldBeGreaterThan(0);
                await self.Sleep(5.Ms);
                one.Value.ShouldBe(3);
            });
        said.Order(StringComparer.Ordinal).ShouldBe(
            [$"5ms: -4 is told {Removed}, 0 left", $"5ms: 0 is told {Removed}, 0 left"]);
    }

    [Fact]
    public void Its_mode_says_who_awaits_0_and_who_changes_it()
    {
        var one = new SystemVSemaphore(machine, 0, owner: "ann", group: "staff", mode: "rw-r-----");
        foreach (var (user, groups, change, awaiting) in (IEnumerable<(string, string[], long, long)>)
            [("ann", [], 0, 0), ("bob", ["staff"], Denied, 0), ("eve", [], Denied, Denied)])
        {
            var process = machine.Process(user);
            process.Credentials = new(user, groups);
            process.Thread("main", async self =>
            {
                await self.Sleep(process.Pid * 1.Ms);
                (await one.Semop(self, 0, mode: IoMode.NonBlocking)).ShouldBe(awaiting);
                (await one.Semop(self, 1)).ShouldBe(change);
                (await one.Semop(self, -1)).ShouldBe(change);
            });
        }
        machine.Run().Evidence.ShouldBeNull();
        one.Refused.ShouldBe(2 + 3);
    }

    [Fact]
    public void A_signal_ends_the_call_though_its_handler_has_others_begin_anew()
    {
        var (one, queue) = (new SystemVSemaphore(machine, 0), new PosixMessageQueue(machine));
        var answer = new Variable(machine, "answer");
        machine.Log = line => said.Add(line.TrimStart());
        var waiter = Start("waiter", new OnSignal(Signal.Usr1, new Reaction([new Log("handled")])),
            new Open(queue), new Receive(queue), new Log("received"), new Semop(one, -1, @as: answer),
            new Log(new Phrase(("told ", (Formula)answer))));
        Run(async self =>
        {
            await queue.Open(self);
            await self.Sleep(1.Ms);
            waiter.Kill(Signal.Usr1);
            await self.Sleep(1.Ms);
            await queue.Send(self, 7.B);
            await self.Sleep(1.Ms);
            waiter.Kill(Signal.Usr1);
            await self.Sleep(1.Ms);
            (await one.Semop(self, 1)).ShouldBe(0);
        });
        said.ShouldBe(["1ms waiter: handled", "2ms waiter: received", "3ms waiter: handled", "3ms waiter: told -4"]);
        one.Value.ShouldBe(1, "nobody waits there any more");
    }

    [Fact]
    public void The_end_of_a_process_undoes_what_was_to_be_undone_and_nothing_else()
    {
        var (one, rest) = (new SystemVSemaphore(machine, 3), new SystemVSemaphore(machine, 3));
        Start("holder", new Semop(one, -2, undo: true), new Semop(one, -1), new Semop(one, 1, undo: true),
            new Semop(rest, -3), new Sleep(2.Ms), new Crash());
        Run(Change(one, 1.Ms, -2), async self =>
        {
            await self.Sleep(3.Ms);
            (one.Value, rest.Value).ShouldBe((0, 0));
        });
        said.ShouldBe(["2ms: -2 is told 0, 0 left"], "1 was there, and 1 came back");
        (one.Undone, rest.Undone).ShouldBe((1, 0));
    }

    [Fact]
    public void What_was_given_is_taken_back_as_far_as_it_is_there()
    {
        var one = new SystemVSemaphore(machine, 0);
        Start("giver", new Semop(one, 5, undo: true), new Sleep(2.Ms));
        Run(Change(one, 1.Ms, -3), Change(one, 1.Ms, 0), Change(one, 3.Ms, 4));
        said.Order(StringComparer.Ordinal).ShouldBe(
            ["1ms: -3 is told 0, 2 left", "2ms: 0 is told 0, 0 left", "3ms: +4 is told 0, 4 left"]);
    }

    [Fact]
    public void Exec_keeps_what_is_to_be_undone_and_a_child_has_none_of_it()
    {
        var one = new SystemVSemaphore(machine, 2);
        Start("shell", new Semop(one, -1, undo: true), new Fork([new Sleep(1.Ms), new Exit(0)]),
            new Sleep(2.Ms), new Exec(new Program("next", new Sleep(2.Ms))));
        Run(async self =>
        {
            foreach (var left in (int[])[1, 1, 1, 2])
            {
                await self.Sleep(left == 2 ? 2.Ms : 1.Ms);
                one.Value.ShouldBe(left, $"{machine.Simulation.Now}");
            }
        });
    }

    [Fact]
    public void Not_more_can_be_undone_than_a_value_can_be()
    {
        var one = new SystemVSemaphore(machine, 32_767);
        Run(async self =>
        {
            (await one.Semop(self, -32_767, undo: true)).ShouldBe(0);
            (await one.Semop(self, 5)).ShouldBe(0);
            (await one.Semop(self, -1, undo: true)).ShouldBe(Range);
            one.Value.ShouldBe(5);
        });
        one.Value.ShouldBe(32_767, "5 + 32767 is cut");
    }

    [Fact]
    public void Each_call_is_a_system_call_whether_it_waits_or_not()
    {
        var costly = new Machine(cpus: 2, new Fcfs(), costs: new("dear", default, default, 100.Ns, default, default));
        var one = new SystemVSemaphore(costly, 1);
        costly.Process("first").Thread("main", async self =>
        {
            await one.Semop(self, -1);
            costly.Simulation.Now.Nanoseconds.ShouldBe(100);
            await one.Semop(self, -1);
            costly.Simulation.Now.Nanoseconds.ShouldBe(1_100);
        });
        costly.Process("second").Thread("main", async self =>
        {
            await self.Compute(1.Us);
            await one.Semop(self, 1);
            costly.Simulation.Now.Nanoseconds.ShouldBe(1_100);
        });
        costly.Run().Evidence.ShouldBeNull();
    }

    [Fact]
    public void Who_waits_for_what_nobody_may_give_is_stuck()
    {
        var one = new SystemVSemaphore(machine, 0, owner: "ann", name: "door");
        var process = machine.Process("ann");
        process.Credentials = new("ann");
        process.Thread("main", async self => await one.Semop(self, -1));
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain(
            "waits for more in door since 0ns: only its own process has the permission to change it");
    }
}

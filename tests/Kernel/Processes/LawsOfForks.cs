using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Processes;

/// <summary>Processes come of processes, end, and are waited for.</summary>
public sealed class LawsOfForks
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs());
    readonly List<string> events = [];
    readonly Variable pid, status, x;

    public LawsOfForks()
    {
        (pid, status, x) = (new(machine, "pid", -1), new(machine, "status", -1), new(machine, "x", 5));
        machine.Watch(new Told(events));
    }

    VariableReference Pid => pid;

    Ending Run(params Operation[] main)
    {
        machine.Start(machine.Process("app"), "main", new Program("main", main), isMain: true);
        return machine.Run();
    }

    static Compute Ms(int time) => new(time.Ms);
    static Fork Child(params Operation[] child) => new(child);
    static Check Sees(Formula condition) => new(condition);

    [Fact]
    public void A_fork_returns_twice_with_the_child_s_number_and_with_0()
    {
        Run(new Fork(@as: pid), new If(Formula.Equal(pid, 0), [Ms(2), new Exit(7)], [Ms(1)]),
            Sees(Formula.Equal(pid, 3)), new WaitChild(@as: pid, status: status),
            Sees(Formula.Equal(pid, 3) & Formula.Equal(status, 7))).Reason.ShouldBe(EndReason.Done);
        events.ShouldBe(["0ns app 2 forks 3", "3ms 3 ends 7", "3ms 2 reaps 3", "3ms 2 ends 0", "3ms init reaps 2"]);
    }

    [Fact]
    public void What_a_child_writes_its_parent_does_not_see_and_the_other_way_round()
    {
        Run(Child(new Set(x, 6, 1.Ms), Sees(Formula.Equal(x, 6))), new Set(x, (Formula)x + 2, 2.Ms),
            new WaitChild(), Sees(Formula.Equal(x, 7))).Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_child_has_the_loop_counters_of_its_parent()
    {
        // Two turns each, of which the first forks: 2 + 1 turns are done, 2 children come of it.
        Run(new Repeat(2, [new Fork(), new Count("turns")]), new WaitChild(all: true));
        machine.Counted["turns"].ShouldBe(6);
        machine.ProcessesCreated.ShouldBe(4);
    }

    [Fact]
    public void Orphans_go_to_init()
    {
        // a+b, b+c, c+d, c+e, c-.
        Run(Child(Child(new Fork([new Sleep(3.Ms)], name: "d"), new Fork([new Sleep(4.Ms)], name: "e"), Ms(1)),
            new WaitChild(), new Sleep(9.Ms)), new WaitChild());
        events.ShouldBe([
            "0ns app 2 forks 3", "0ns app 3 forks 4", "0ns app 4 forks 5", "0ns app 4 forks 6",
            "1ms 4 ends 0", "1ms init adopts 5", "1ms init adopts 6", "1ms 3 reaps 4",
            "4ms 5 ends 0", "4ms init reaps 5", "5ms 6 ends 0", "5ms init reaps 6",
            "10ms 3 ends 0", "10ms 2 reaps 3", "10ms 2 ends 0", "10ms init reaps 2"]);
    }

    [Fact]
    public void A_child_that_is_not_waited_for_is_a_zombie_until_its_parent_ends()
    {
        Run(Child(Ms(1)), new Sleep(5.Ms));
        events.ShouldBe(["0ns app 2 forks 3", "1ms 3 ends 0", "5ms 2 ends 0", "5ms init adopts 3", "5ms init reaps 3",
            "5ms init reaps 2"]);
        machine.MostZombies.ShouldBe(1);
    }

    [Fact]
    public void Of_several_zombies_the_first_to_end_is_told_first()
    {
        Run(Child(Ms(3)), Child(Ms(1)), new Sleep(9.Ms), new WaitChild(@as: pid), Sees(Formula.Equal(pid, 3)),
            new WaitChild(@as: pid), Sees(Formula.Equal(pid, 4)),
            new WaitChild(@as: pid), Sees(Formula.Equal(pid, -10)))
            .Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void One_may_wait_for_one_child_or_not_wait()
    {
        Run(Child(Ms(3)), Child(Ms(1)), new WaitChild(noHang: true, @as: pid), Sees(Formula.Equal(pid, 0)),
            new WaitChild(pid: 4, @as: pid), Sees(Formula.Equal(pid, 4)),
            new WaitChild(pid: 4, @as: pid), Sees(Formula.Equal(pid, -10)),
            new WaitChild(noHang: true, @as: pid), Sees(Formula.Equal(pid, 3))).Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_call_that_fails_and_is_not_asked_about_ends_the_run()
    {
        var ending = Run(new WaitChild());
        ending.Reason.ShouldBe(EndReason.ProgramError);
        ending.Evidence!.ShouldContain("ECHILD, there is no child to wait for");
    }

    [Fact]
    public void The_child_or_the_parent_goes_first_as_is_said()
    {
        Order(RunsFirst.Parent).ShouldBe("pcpc");
        Order(RunsFirst.Child).ShouldBe("cpcp");
        Enumerable.Range(0, 4).Select(replication => Order(RunsFirst.Explored, (ulong)replication))
            .ShouldBe(["pcpc", "cppc", "pccp", "cpcp"]);
        Enumerable.Range(0, 30).Select(replication => Order(RunsFirst.Random, (ulong)replication)).Distinct().Count()
            .ShouldBe(4);
    }

    static string Order(RunsFirst first, ulong replication = 0)
    {
        var said = "";
        var two = new Machine(new Simulation(42, replication), cpus: 1, new Fcfs()) { Log = line => said += line[^1] };
        var twice = new Repeat(2, [new Fork([new Log("c")], [new Log("p")], first: first), new WaitChild()]);
        two.Start(two.Process("app"), "main", new Program("main", twice), isMain: true);
        two.Run();
        return said;
    }

    [Fact]
    public void A_vfork_waits_for_exec_or_exit_and_shares_memory()
    {
        var other = new Program("other", Sees(Formula.Equal(x, 5)), Ms(4), new Exit(3));
        Run(new Vfork([Ms(2), new Set(x, 9, 1.Ms), new Exec(other)]), Sees(Formula.Equal(x, 9)), Ms(1),
            new WaitChild(status: status), Sees(Formula.Equal(status, 3)), new Vfork([Ms(1)]), new Log("behind"))
            .Reason.ShouldBe(EndReason.Done);
        events.ShouldBe(["0ns app 2 forks 3", "3ms 3 executes other", "7ms 3 ends 3", "8ms 2 reaps 3",
            "8ms app 2 forks 4", "9ms 4 ends 0", "9ms 2 ends 0", "9ms init adopts 4", "9ms init reaps 4",
            "9ms init reaps 2"]);
    }

    [Fact]
    public void A_child_of_vfork_that_returns_ruins_its_parent()
    {
        var called = new Program("called", new Vfork(@as: pid), new If(Formula.Equal(pid, 0), [Ms(1), new Return()]));
        Run(new Call(called), Ms(9));
        machine.Processes[0].Status.ShouldBe(128 + 11);
        machine.Findings.Single().ShouldContain("returns from the program that called vfork");
        machine.Simulation.Now.ShouldBe(Instant.Start + 1.Ms);
    }

    [Fact]
    public void A_program_that_a_child_of_vfork_calls_may_return()
    {
        var called = new Program("called", Ms(1));
        Run(new Vfork([new Call(called), new Exit(1)]), new WaitChild(status: status), Sees(Formula.Equal(status, 1)));
        machine.Processes[0].Status.ShouldBe(0);
    }

    [Fact]
    public void A_return_ends_the_process_of_the_main_thread_only()
    {
        var app = machine.Process("app");
        machine.Start(app, "worker", new Program("worker", Ms(1), new Return(5)));
        machine.Start(app, "main", new Program("main", Ms(1), new Return(3)), isMain: true);
        machine.Start(app, "slow", new Program("slow", Ms(100)));
        machine.Run().At.ShouldBe(Instant.Start + 2.Ms);
        app.Status.ShouldBe(3);
    }

    [Fact]
    public void A_crash_ends_its_process_alone()
    {
        var (app, other) = (machine.Process("app"), machine.Process("other"));
        machine.Start(app, "worker", new Program("worker", new Sleep(5.Ms)), count: 3);
        machine.Start(app, "bad", new Program("bad", Ms(1), new Crash()));
        machine.Start(other, "worker", new Program("worker", Ms(4)));
        machine.Run().At.ShouldBe(Instant.Start + 5.Ms);
        (app.Status, other.Status).ShouldBe((139, 0));
    }

    [Fact]
    public void A_fork_bomb_stops_at_the_cap()
    {
        var small = new Machine(new Simulation(), cpus: 1, new Fcfs()) { MaxProcesses = 100 };
        small.Start(small.Process("bomb"), "bomb", new Program("bomb", new Forever([new Fork(), Ms(1)])), isMain: true);
        var ending = small.Run();
        ending.Reason.ShouldBe(EndReason.LimitReached);
        ending.Evidence!.ShouldContain("100 processes");
        small.PresentProcesses.Count.ShouldBe(100);
    }

    [Fact]
    public void Numbers_are_given_again_when_all_were_given()
    {
        var small = new Machine(new Simulation(), cpus: 1, new Fcfs()) { MaxPid = 4 };
        var number = new Variable(small, "number");
        small.Start(small.Process("app"), "main", new Program("main", new Repeat(3, [new Fork([Ms(1)], @as: number),
            new WaitChild(@as: number), new Log("again")]),
            new Fork([new Exit()], @as: number), new Check(Formula.Equal(number, 4))),
            isMain: true);
        small.Run().Reason.ShouldBe(EndReason.Done);
    }

    sealed class Told(List<string> events) : Observer
    {
        public override void ProcessForked(Machine machine, Process child, int parent, int thread) =>
            events.Add($"{machine.Simulation.Now} {child.Name} {child.Parent!.Pid} forks {child.Pid}");

        public override void ProcessExecuted(Machine machine, Process process, int thread) =>
            events.Add($"{machine.Simulation.Now} {process.Pid} executes {machine.ClassOf(thread).Name}");

        public override void ProcessEnded(Machine machine, Process process) =>
            events.Add($"{machine.Simulation.Now} {process.Pid} ends {process.Status}");

        public override void ProcessAdopted(Machine machine, Process process) =>
            events.Add($"{machine.Simulation.Now} init adopts {process.Pid}");

        public override void ProcessReaped(Machine machine, Process process, int by) => events.Add(
            $"{machine.Simulation.Now} {(by < 0 ? "init" : machine.ProcessOf(by).Pid)} reaps {process.Pid}");
    }
}

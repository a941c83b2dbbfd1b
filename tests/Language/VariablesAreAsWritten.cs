using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Language;

public class VariablesAreAsWritten
{
    // As in LawsOfVariables, by hand: of six updates, one is lost.
    [Fact]
    public void A_counter_loses_the_updates_that_a_schedule_by_hand_loses() => Counter("""
        - repeat: 3
          do:
            - set: counter
              to: ${counter + 1}
              takes: 4ns
        """).ShouldBe((5, Instant.Start + 24.Ns));

    [Fact]
    public void An_atomic_update_is_never_lost() => Counter("""
        - repeat: 100
          do:
            - atomic: counter
              to: ${counter + 1}
            - compute: 3ns
        """).ShouldBe((200, Instant.Start + 600.Ns));

    static (long, Instant) Counter(string program)
    {
        var machine = Written.Machine($$"""
            machine: { cpus: 1, scheduler: { round-robin: 10ns } }
            variables: { counter: 0 }
            processes:
              app:
                threads:
                  worker:
                    count: 2
                    program:
            {{string.Join('\n', program.Split('\n').Select(line => $"          {line}"))}}
            """);
        var ending = machine.Run();
        return (machine.Variables[0].In(machine.Processes[0]), ending.At);
    }

    [Theory]
    [InlineData("set: { name: x, to: 7, takes: 0s }", 7), InlineData("set: { name: x, to: -7 }", -7)]
    [InlineData("set: { name: x, to: true }", 1), InlineData("set: { name: x, to: $n }", 4)]
    [InlineData("set: { name: x, to: \"${n / 2 + 1}\" }", 3), InlineData("set: { name: x, to: \"${y * n / 3}\" }", 9)]
    [InlineData("set: { name: x, to: \"${-y % (n - 1)}\" }", -1), InlineData("set: { name: x, to: \"${y == 7}\" }", 1)]
    [InlineData("set: { name: x, to: \"${min(y, n, 5) + max(y, 1) + abs(0 - y)}\" }", 18)]
    [InlineData("set: { name: x, to: \"${not (y > 3 and y < 9) or y != 7}\" }", 0)]
    [InlineData("set: { name: x, to: \"${y >= 7 && kind == 'a'}\" }", 1)]
    [InlineData("set: { name: x, to: \"${floor(y) - self + 10ms / 4ms * 2}\" }", 11)]
    [InlineData("repeat: { times: $y, do: [ { atomic: x, to: \"${x + 1}\" } ] }", 7)]
    [InlineData("repeat: { times: \"${3 - y}\", do: [ { atomic: x, to: 99 } ] }", 0)]
    [InlineData("if: { condition: $y, then: [ { atomic: x, to: 1 } ], else: [ { atomic: x, to: 2 } ] }", 1)]
    [InlineData("if: { condition: \"${n > 4}\", then: [ { atomic: x, to: 1 } ], else: [ { atomic: x, to: 2 } ] }", 2)]
    [InlineData("while: { condition: \"${x < y}\", do: [ { atomic: x, to: \"${x + 2}\" } ] }", 8)]
    public void An_expression_is_worth_what_it_says(string operation, long worth)
    {
        var machine = Written.Machine($$"""
            parameters: { n: 4, kind: a }
            machine: { cpus: 1, scheduler: fcfs }
            variables: { x: 0, y: { of: thread, value: 7 } }
            processes:
              app:
                threads:
                  job:
                    program:
                      - {{operation}}
                      - check: ${x + y < 100}
            """);
        machine.Run().Evidence.ShouldBeNull();
        machine.Variables[0].In(machine.Processes[0]).ShouldBe(worth);
    }

    [Fact]
    public void A_variable_may_begin_at_a_parameter_and_every_run_begins_anew()
    {
        var scenario = Written.Scenario("""
            parameters: { n: 1 }
            machine: { cpus: 1, scheduler: fcfs }
            variables: { x: "${n * 10}" }
            processes: { app: { threads: { job: { program: [ { set: x, to: "${x + n}" } ] } } } }
            sweep: { n: [ 1, 2 ] }
            """);
        foreach (var worth in (long[])[11, 22, 11])
        {
            var machine = scenario.At(scenario.Points[(int)(worth / 11 - 1)])(new Simulation()).Machine;
            machine.Run();
            machine.Variables[0].In(machine.Processes[0]).ShouldBe(worth);
        }
    }

    [Fact]
    public void What_is_logged_names_the_thread_and_what_things_are_worth()
    {
        var machine = Written.Machine("""
            parameters: { n: 4 }
            machine: { cpus: 1, scheduler: fcfs }
            variables: { x: 3 }
            processes:
              app:
                threads:
                  job: { count: 2, program: [ { log: "x of ${self} is ${x}, n ${n}" }, { log: end } ] }
            """);
        var log = new List<string>();
        machine.Log = log.Add;
        machine.Run();
        log.ShouldBe([
            "         0ns job 1: x of 1 is 3, n 4", "         0ns job 1: end",
            "         0ns job 2: x of 2 is 3, n 4", "         0ns job 2: end",
        ]);
    }

    [Fact]
    public void An_array_of_locks_is_as_many_locks_and_an_index_names_one()
    {
        var machine = Written.Machine("""
            parameters: { n: 3 }
            machine: { cpus: 4, scheduler: fcfs }
            variables: { next: 2 }
            locks:
              door: mutex
              fork[$n]: { semaphore: 2 }
              seat[2]: mutex
            processes:
              app:
                threads:
                  job:
                    count: 3
                    program:
                      - with: fork[$self]
                        do: [ { compute: 5ns } ]
                      - with: fork[${(self + 1) % $n + 1}]
                        do: [ { compute: 5ns } ]
                      - with: fork[$n]
                        do: [ { with: door, do: [ { with: "seat[$next]", do: [ { compute: 1ns } ] } ] } ]
            """);
        machine.Run().Reason.ShouldBe(EndReason.Done);
        machine.Locks.Select(one => one.Name)
            .ShouldBe(["door", "fork[1]", "fork[2]", "fork[3]", "seat[1]", "seat[2]"]);
        machine.Locks.Select(one => one.Acquisitions).ShouldBe([3, 2, 2, 5, 0, 3]);
    }

    [Fact]
    public void An_index_outside_the_array_ends_the_run()
    {
        var ending = Written.Machine("""
            machine: { cpus: 1, scheduler: fcfs }
            locks:
              fork[3]: mutex
            processes: { app: { threads: { job: { count: 4, program: [ { lock: "fork[$self]" } ] } } } }
            """).Run();
        ending.Reason.ShouldBe(EndReason.ProgramError);
        ending.Evidence!.ShouldEndWith("s.yaml:5:60) uses fork[4], but there are fork[1] to fork[3]");
    }

    [Theory]
    [InlineData("door", typeof(LockReference<ILockable>), "")]
    [InlineData("fork[2]", typeof(LockReference<Mutex>), "")]
    [InlineData("door", typeof(LockReference<IWaitable>),
        "`door` is a semaphore, which cannot be waited at; no lock can be")]
    [InlineData("door", typeof(LockReference<Mutex>),
        "`door` is a semaphore, but a mutex is needed; those that are: fork")]
    [InlineData("fork[2]", typeof(LockReference<ISharable>),
        "`fork` is a mutex, which cannot be read-locked; no lock can be")]
    public void A_lock_that_cannot_do_what_is_asked_is_refused(string text, Type asked, string problem)
    {
        var (names, catalog, diagnostics) = (new Names(), new Catalog(), new Diagnostics("s.yaml"));
        names.Locks.Known.Add("door", new(0, null, catalog.Kinds("lock").First(kind => kind.Name == "semaphore")));
        names.Locks.Known.Add("fork", new(1, 3, catalog.Kinds("lock").First(kind => kind.Name == "mutex")));
        var value = new Binder(catalog, names, diagnostics)
            .Value(asked, new ScalarNode(Place.Start, text, Quoted: false), "lock");
        diagnostics.ToString().ShouldBe(problem == "" ? "" : $"s.yaml:1:1: error: lock: {problem}");
        (value is null).ShouldBe(problem != "");
    }

    [Fact]
    public void The_metrics_of_an_array_are_those_of_each_lock_and_of_all()
    {
        using var workspace = new Workspace();
        var run = Command.Run("run", workspace.Write("s.yaml", """
            timeslice: 1
            machine: { cpus: 4, scheduler: fcfs }
            locks:
              fork[2]: mutex
            processes:
              app:
                threads:
                  job:
                    count: 4
                    program:
                      - begin: turn
                      - with: fork[${self % 2 + 1}]
                        do: [ { compute: 1ms } ]
                      - end: turn
                      - count: turns
            metrics: [ lock.fork.wait.max, "lock.fork[1].wait", "fork[2].acquisitions", count.turns, span.turn.max ]
            expect:
              - lock.fork[1].acquisitions == 2
              - fork.acquisitions == 4
              - lock.fork.holders.mean == lock.fork[1].holders.mean + lock.fork[2].holders.mean
              - lock.fork.holders.max == 1
              - lock.fork.wait.max == 1ms
            """), "--out", workspace["out"]);
        (run.ExitCode, run.Errors).ShouldBe((0, ""));
        run.Output.ShouldContain("lock.fork[1].wait.mean");
        run.Output.ShouldContain("count.turns");
    }
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Coroutines;

/// <summary>Random programs of coroutines, against a loop that was written from the manuals alone.</summary>
public sealed class LoopsAgainstTheManual
{
    const int Programs = 3_000;

    [Fact]
    public void Every_coroutine_is_done_when_the_manual_says()
    {
        var (ends, cancelled) = (0, 0L);
        foreach (var seed in Cases.Seeds(Programs))
        {
            var random = new RandomStream(seed);
            var steps = Steps(ref random, depth: 0);
            var machine = new Machine(new Simulation(), cpus: 1, new Fcfs());
            var log = new List<string>();
            machine.Log = line => log.Add($"{machine.Simulation.Now.Nanoseconds} {line.Split(": ")[1]}");
            machine.Start(machine.Process("app"), "main", new Program("main", Operations(steps, "m")), isMain: true);
            machine.Run().Reason.ShouldBe(EndReason.Done, $"seed {seed}");
            log.ShouldBe(NaiveLoop.Run(steps), $"seed {seed}");
            ends += log.Count;
            cancelled += machine.Processes[0].CountsOfCoroutines?.Cancelled ?? 0;
            machine.Threads.Frames.Taken.ShouldBe(0, $"seed {seed}");
            machine.AnyCoroutines?.GroupsInUse.ShouldBe(0, $"seed {seed}");
        }
        ends.ShouldBeGreaterThan(5 * Programs);
        cancelled.ShouldBeGreaterThan(Programs / 4);
    }

    [Fact]
    public void On_many_threads_all_are_done_whoever_runs_them_and_nothing_is_left()
    {
        foreach (var seed in Cases.Seeds(Programs))
        {
            var random = new RandomStream(seed);
            var steps = Steps(ref random, depth: 0);
            CoroutineModel[] models = [new OneToOne(), new ManyToMany(3), new ManyToMany(2, CarrierQueue.Shared)];
            foreach (var model in models)
            {
                var machine = new Machine(new Simulation(), cpus: 2, new RoundRobin(1.Ms));
                var app = machine.Process("app");
                app.Coroutines = model;
                machine.Start(app, "main", new Program("main", Operations(steps, "m")), isMain: true);
                // Half of them are killed in the middle.
                if (seed % 2 == 0) machine.Run(Instant.Start + ((int)(seed % 17)).Ms);
                if (seed % 2 == 0 && app.Alive > 0) app.Kill(Timeslice.Kernel.Signals.Signal.Kill);
                machine.Run().Reason.ShouldBe(EndReason.Done, $"seed {seed} {model}");
                machine.Threads.Live.ShouldBe(0, $"seed {seed} {model}");
                machine.Threads.Frames.Taken.ShouldBe(0, $"seed {seed} {model}");
                machine.AnyCoroutines?.GroupsInUse.ShouldBe(0, $"seed {seed} {model}");
            }
        }
    }

    static int Below(ref RandomStream random, int bound) => (int)(random.NextBits() % (ulong)bound);

    static NaiveStep[] Steps(ref RandomStream random, int depth)
    {
        var steps = new NaiveStep[1 + Below(ref random, 4)];
        for (var i = 0; i < steps.Length; i++)
        {
            var what = "csby"[Below(ref random, 4)];
            if (depth < 3 && Below(ref random, 3) == 0) what = Below(ref random, 2) == 0 ? 'g' : 'r';
            var branches = new List<NaiveStep[]>();
            for (var more = what is 'g' or 'r' ? 1 + Below(ref random, 3) : 0; more > 0; more--)
                branches.Add(Steps(ref random, depth + 1));
            steps[i] = new(what, (1 + Below(ref random, 6)).Ms.Nanoseconds, branches);
        }
        return steps;
    }

    static IReadOnlyList<Operation> Operations(NaiveStep[] steps, string name) =>
        [.. steps.Select((step, at) => Operation(step, $"{name}{at}")), new Timeslice.Kernel.Programs.Log(name)];

    static Operation Operation(NaiveStep step, string name) => step.What switch
    {
        'c' => new Compute(new Duration(step.Time)),
        'b' => new Sleep(new Duration(step.Time)),
        's' => new Await(new Awaited(new Sleep(new Duration(step.Time)))),
        'y' => new Await(new Awaited(new Yield())),
        'g' => new Gather(Branches(step, name)),
        _ => new Race(Branches(step, name)),
    };

    static Routine[] Branches(NaiveStep step, string name) =>
        [.. step.Branches.Select((its, i) => new Routine("branch", Operations(its, $"{name}{(char)('a' + i)}")))];
}

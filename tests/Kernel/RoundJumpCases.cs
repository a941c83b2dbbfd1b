using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Kernel;

/// Machines on which threads mostly compute for many slices, one for each seed, with all that can come in between.
sealed class RoundJumpCases
{
    sealed class Bystander : Observer;

    RandomStream random;
    readonly Machine machine;
    readonly Duration quantum;
    readonly List<Mutex> mutexes = [];
    readonly int disturbance;

    RoundJumpCases(ulong seed, bool isWatched)
    {
        random = new(seed, 0, "round jump");
        quantum = new(Below(3) switch { 0 => 1 + Below(4), 1 => 1 + Below(40), _ => 1 + Below(100_000) });
        var cpus = OneIn(20) ? 64 : 1 + Below(8);
        disturbance = Below(4);
        machine = new(new Simulation(seed), cpus, new RoundRobin(quantum), DrawCosts());
        if (isWatched) machine.Observer = new Bystander();
        for (var i = Below(3); i > 0; i--) mutexes.Add(machine.Add($"mutex {i}", new Mutex()));
        var processes = 1 + (OneIn(2) ? Below(3) : 0);
        for (var i = 0; i < processes; i++) machine.Process($"process {i}");
        var few = 1 + Below(6);
        for (var i = 0; i < few; i++)
        {
            var program = new Program($"program {i}", Steps());
            var count = OneIn(3) ? 1 + Below(2 * cpus) : 1 + Below(8);
            RandomDuration after = OneIn(4) ? Slices(40) : OneIn(8) ? new Uniform(0.Ns, Slices(40)) : Duration.Zero;
            machine.Start(machine.Processes[Below(processes)], $"thread {i}", program, count, after);
        }
    }

    /// What can be said of a run, at the end of each of its parts; and how many of its slices were jumped.
    public static (List<string> Told, long Jumped, long Preempted) Run(ulong seed, bool isWatched)
    {
        var drawn = new RoundJumpCases(seed, isWatched);
        var told = new List<string>();
        drawn.Run(told);
        return (told, drawn.machine.SlicesJumped, drawn.machine.Switches.Involuntary);
    }

    void Run(List<string> told)
    {
        var limits = OneIn(10) ? new Limits(Events: Below(20_000)) : Limits.Default;
        var parts = Below(3);
        for (var part = 0; part < parts; part++)
        {
            Tell(told, machine.Run(machine.Simulation.Now + new Duration(Slices(300).Nanoseconds + Below(3)), limits));
            if (part == 0 && OneIn(2)) machine.RestartStatistics();
            for (var steps = OneIn(6) ? Below(40) : 0; steps > 0; steps--) machine.Simulation.Step();
        }
        Tell(told, machine.Run(machine.Simulation.Now + Slices(20_000), limits));
        if (parts == 2 && OneIn(2)) Tell(told, machine.Run(within: limits));
    }

    void Tell(List<string> told, Ending ending)
    {
        told.Add($"{ending}");
        told.Add($"fingerprint {machine.Fingerprint} now {machine.Now} last {machine.LastExit} {machine.Switches}");
        told.Add($"{machine.Simulation.Events} events");
        foreach (var cpu in machine.Cpus)
            told.Add($"cpu {cpu.Number} {cpu.State} {cpu.Thread} {cpu.LastThread} {cpu.LastClass} "
                + $"{cpu.LastProcess?.Name} "
                + string.Join(" ", Enum.GetValues<CpuState>().Select(state => cpu.TimeIn(state))));
        foreach (var its in machine.Classes)
            told.Add($"{its.Name} {its.Created} "
                + string.Join(" ", Enum.GetValues<ThreadState>().Select(state => its.TimeIn(state))));
        for (var thread = 0; thread < machine.Threads.End; thread++)
        {
            var record = machine.Threads[thread];
            told.Add($"thread {thread}: {record.State} {record.Flags} cpu {record.Cpu} at {record.Pc} "
                + $"left {record.Left} since {record.Since} ready {record.Ready}");
        }
        foreach (var measurement in MetricFamilies.Measure(machine)) told.Add($"{measurement}");
    }

    Costs DrawCosts()
    {
        var (one, other) = (Below(3) * Below(30), Below(3) * Below(30));
        var costs = CostProfiles.Free with { ThreadSwitch = one.Ns, ProcessSwitch = (OneIn(2) ? one : other).Ns };
        // Switches that take as long as slices, or much longer, too.
        if (OneIn(8)) costs = costs with { ThreadSwitch = quantum, ProcessSwitch = quantum };
        if (OneIn(8)) costs = costs with { ThreadSwitch = 3 * quantum, ProcessSwitch = 3 * quantum };
        return OneIn(4) ? costs with { SystemCall = Below(9).Ns, LockOperation = Below(3).Ns } : costs;
    }

    Operation[] Steps()
    {
        var steps = new List<Operation>();
        for (var left = 1 + Below(4); left > 0; left--) Add(steps);
        return OneIn(2) ? [new Repeat(1 + Below(6), steps)] : [.. steps];
    }

    void Add(List<Operation> steps)
    {
        if (Below(8) < disturbance)
            switch (Below(6))
            {
                case 0: steps.Add(new Sleep(Slices(100))); break;
                case 1: steps.Add(new Sleep(new Exponential(Slices(30)))); break;
                case 2: steps.Add(new Yield()); break;
                case 3 when mutexes.Count > 0:
                    steps.Add(new With(mutexes[Below(mutexes.Count)], [new Compute(Slices(60))]));
                    break;
                case 4:
                    steps.Add(new Spawn(new Program("child", new Compute(Slices(50))), 1 + Below(3)));
                    if (OneIn(2)) steps.Add(new Join());
                    break;
                default: steps.Add(new Compute(new Exponential(Slices(2)))); break;
            }
        steps.Add(new Compute(OneIn(2) ? Slices(400) : new Exponential(Slices(400))));
    }

    /// Up to so many slices: whole ones half of the time, so that much ends at once.
    Duration Slices(int most) =>
        new((1 + Below(most)) * quantum.Nanoseconds + (OneIn(2) ? 0 : Below((int)quantum.Nanoseconds)));

    bool OneIn(int n) => Below(n) == 0;
    int Below(int bound) => (int)(random.NextBits() % (ulong)bound);
}

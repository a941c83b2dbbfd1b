using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel;

/// Machines in which everything may come together: any policy, run queues, affinity, unequal and sibling CPUs, prices,
/// interrupts, quotas, recurring tasks. One for each seed.
sealed class RandomMachines
{
    RandomStream random;
    readonly Scenario scenario;
    readonly Func<Scheduler> policy;
    readonly Group[] groups;

    RandomMachines(ulong seed)
    {
        random = new(seed, 0, "machine");
        var kinds = Enum.GetValues<Kind>();
        var kind = Below(kinds.Length + 4);
        scenario = RandomScenarios.Draw(seed, kinds[kind % kinds.Length], (Queues)Below(3));
        var (slice, tick, drawn) = (1 + Below(6), Chance(3) ? 2.Ns : (Duration?)null, Chance(2));
        IsLinux = kind > kinds.Length;
        policy = (kind - kinds.Length) switch
        {
            0 => () => new Lottery(slice.Ns, drawn),
            1 => () => new Fair(slice.Ns, tick, runToParity: drawn),
            2 => () => new Cfs((4 * slice).Ns, slice.Ns, 1.Ns, tick),
            3 => () => new Linux(drawn ? FairClass.Eevdf : FairClass.Cfs, (10 * slice).Ns, tick, 3.Ns, 5.Ns, 8.Ns),
            _ => () => KernelUnderTest.SchedulerOf(scenario.Policy),
        };
        groups = [new("a", 100, (1 + Below(5)).Ns, (6 + Below(9)).Ns), new("b", 50)];
    }

    public static RandomMachines Draw(ulong seed) => new(seed);

    public bool IsLinux { get; }
    public bool MayIdle => IsLinux || scenario.Queues != Queues.Shared;
    public Instant Until => new(scenario.Until);

    /// The same machine for each seed, ready to run, whoever watches. To be called once.
    public Machine Build(Observer? observer = null)
    {
        var layout = Chance(3);
        var machine = new Machine(new Simulation(), Cpus(), policy, LayoutOfQueues(), Prices()) { Observer = observer };
        foreach (var (number, plan) in scenario.Locks.Index())
            machine.Add($"lock {number}", LocksUnderTest.LockOf(plan));
        for (var i = 0; i < 3; i++) machine.Process($"process {i}");
        for (var i = Below(3); i > 0; i--)
            machine.Add($"interrupt {i}", new InterruptSource((8 + Below(12)).Ns, Below(3).Ns, layout ? new(0) : null));
        foreach (var (number, thread) in scenario.Threads.Index())
            machine.Start(machine.Processes[thread.Process], $"thread {number}",
                new Program($"program {number}", KernelUnderTest.Operations(thread.Steps)),
                at: new Instant(thread.At), terms: Terms(thread.Claims));
        return machine;
    }

    Terms Terms(Claims claims)
    {
        var terms = KernelUnderTest.TermsOf(claims);
        if (IsLinux)
            terms = terms with
            {
                Policy = Below(8) switch
                {
                    0 => new FifoPolicy(1 + Below(3)),
                    1 => new RrPolicy(1 + Below(3)),
                    2 => new DeadlinePolicy((1 + Below(3)).Ns, (4 + Below(4)).Ns, (8 + Below(4)).Ns),
                    3 => new BatchPolicy(),
                    4 => new IdlePolicy(),
                    _ => null,
                },
                Group = Chance(2) ? null : groups[Below(2)],
            };
        return Chance(4)
            ? terms with { Release = new Periodic((5 + Below(20)).Ns, Below(4).Ns, Below(3).Ns) }
            : terms;
    }

    Topology Cpus()
    {
        var (areUnequal, areSiblings) = (Chance(3), Chance(2));
        return new([.. Enumerable.Range(0, scenario.Cpus).Select(cpu =>
            new CpuPlace(areUnequal ? 0.5 + Below(4) : 1, areSiblings ? cpu / 2 : cpu, cpu / 2))],
            Chance(2) ? 0.65 : 1);
    }

    QueueLayout LayoutOfQueues() => scenario.Queues == Queues.Shared ? new Global()
        : new PerCpu(scenario.Queues == Queues.Stealing, Chance(3) ? (3 + Below(9)).Ns : null, (Wake)Below(3));

    Costs Prices()
    {
        var p = scenario.Prices;
        var costs = new Costs("drawn", p.ThreadSwitch.Ns, p.ProcessSwitch.Ns, p.SystemCall.Ns, p.LockOperation.Ns,
            p.ThreadCreate.Ns);
        return Chance(3)
            ? costs with { Decision = Below(2).Ns, NodeMigration = Below(4).Ns, CacheRefill = Below(5).Ns }
            : costs;
    }

    bool Chance(int oneIn) => Below(oneIn) == 0;
    int Below(int bound) => (int)(random.NextBits() % (ulong)bound);
}

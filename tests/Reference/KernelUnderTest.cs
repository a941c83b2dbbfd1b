using System.Reflection;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Reference;

/// The kernel itself, given a scenario of the reference.
static class KernelUnderTest
{
    public static Outcome Run(Scenario scenario)
    {
        var history = new History();
        var machine = Build(scenario, history);
        var ending = machine.Run(new Instant(scenario.Until));
        return Report(machine, ending, history);
    }

    /// Nobody watches, so that rounds of slices may be jumped; tells how many slices were.
    public static Outcome RunUnwatched(Scenario scenario, out long jumped)
    {
        var machine = Build(scenario);
        var outcome = Report(machine, machine.Run(new Instant(scenario.Until)), new History());
        foreach (var its in machine.Classes)
            outcome.Times(state => its.TimeIn((ThreadState)state).Nanoseconds);
        jumped = machine.SlicesJumped;
        return outcome.WithoutHistory();
    }

    public static Machine Build(Scenario scenario, Observer? observer = null, Func<Scheduler>? scheduler = null,
        Func<LockPlan, Lock>? lockOf = null, Func<int, bool>? isMethod = null)
    {
        var prices = scenario.Prices;
        var costs = new Costs("tested", prices.ThreadSwitch.Ns, prices.ProcessSwitch.Ns, prices.SystemCall.Ns,
            prices.LockOperation.Ns, prices.ThreadCreate.Ns, CacheLine: prices.CacheLine.Ns);
        scheduler ??= () => SchedulerOf(scenario.Policy);
        lockOf ??= LocksUnderTest.LockOf;
        var machine = new Machine(new Simulation(), scenario.Cpus, scheduler, QueuesOf(scenario), costs)
        {
            Observer = observer,
        };
        foreach (var (number, plan) in scenario.Locks.Index()) machine.Add($"lock {number}", lockOf(plan));
        for (var i = 0; i < 3; i++) machine.Process($"process {i}");
        foreach (var (number, thread) in scenario.Threads.Index())
        {
            if (isMethod?.Invoke(number) == true)
            {
                machine.Processes[thread.Process].Thread(
                    $"thread {number}", Methods.Doing(thread.Steps), thread.At.Ns, TermsOf(thread.Claims));
                continue;
            }
            var program = new Program($"program {number}", Operations(thread.Steps));
            machine.Start(machine.Processes[thread.Process], $"thread {number}", program,
                at: new Instant(thread.At), terms: TermsOf(thread.Claims));
        }
        return machine;
    }

    static Type? TypeOf(Kind kind) => typeof(Scheduler).Assembly.GetType($"{typeof(Scheduler).Namespace}.{kind}");

    public static bool Knows(Kind kind) => TypeOf(kind) is not null;

    public static Scheduler SchedulerOf(Policy policy)
    {
        var constructor = TypeOf(policy.Kind)!.GetConstructors().Single();
        return (Scheduler)constructor.Invoke([.. constructor.GetParameters().Select(p => OptionOf(policy, p))]);
    }

    static object? OptionOf(Policy policy, ParameterInfo option) => option.Name switch
    {
        "quantum" => policy.NeedsQuantum ? policy.Quantum.Ns : TimeOf(policy.Quantum),
        "ageing" => TimeOf(policy.Ageing),
        "allotment" => TimeOf(policy.Allotment),
        "boost" => TimeOf(policy.Boost),
        "growth" => policy.Growth,
        "levels" => policy.Levels,
        "preemptive" => policy.IsPreemptive,
        "accounting" => policy.Accounts,
        _ => option.DefaultValue,
    };

    static QueueLayout QueuesOf(Scenario scenario) => scenario.Queues == Queues.Shared
        ? new Global()
        : new PerCpu(scenario.Queues == Queues.Stealing, wake: scenario.WakesWhereItWas ? Wake.Last : Wake.Idle);

    public static Terms TermsOf(Claims claims) => new()
    {
        Priority = claims.Priority, Nice = claims.Nice, Tickets = claims.Tickets == 0 ? null : claims.Tickets,
        Period = TimeOf(claims.Period), Deadline = TimeOf(claims.Deadline),
        Affinity = claims.Affinity == 0 ? null : new(Enumerable.Range(0, 8).Where(claims.Permits)),
    };

    static Duration? TimeOf(int ns) => ns == 0 ? null : ns.Ns;

    public static Operation[] Operations(Step[] steps) => [.. steps.Select(OperationOf)];

    static Operation OperationOf(Step step) => step.Verb switch
    {
        Verb.Compute => new Compute(step.Number.Ns),
        Verb.Sleep => new Sleep(step.Number.Ns),
        Verb.Yield => new Yield(),
        Verb.Repeat => new Repeat(step.Number, Operations(step.Body)),
        Verb.Spawn => new Spawn(new Program("child", Operations(step.Body)), @as: $"{step.Of}"),
        Verb.Join => new Join($"{step.Of}"),
        Verb.Exit => new Exit(),
        _ => LocksUnderTest.OperationOf(step),
    };

    static Outcome Report(Machine machine, Ending ending, History history)
    {
        history.Settle(machine.Now);
        var outcome = new Outcome();
        foreach (var (i, (at, cpu, thread)) in history.Dispatches.Index()) outcome.Dispatch(i, at, cpu, thread);
        outcome.Add("ending", 0, (int)ending.Reason);
        outcome.Add("ends at", 0, ending.Reason == EndReason.Done ? machine.Now : ending.At.Nanoseconds);
        outcome.Add("deadlock is a cycle", 0, machine.Deadlock is { IsCycle: true } ? 1 : 0);
        foreach (var stuck in history.FoundAtOnce(machine)) outcome.Add("in the cycle", 0, stuck);
        outcome.Add("locks lost", 0, machine.Findings.Count);
        foreach (var (i, (at, of, thread)) in history.Grants.Index()) outcome.Grant(i, at, of, thread);
        var switches = machine.Switches;
        outcome.Switches(switches.Thread, switches.Process, switches.Voluntary, switches.Involuntary);
        foreach (var (index, life) in history.Lives.Index())
            outcome.Thread(index, life.FirstRun, life.Exit, life.Times);
        foreach (var cpu in machine.Cpus) outcome.Cpu(cpu.Number, state => cpu.TimeIn((CpuState)state).Nanoseconds);
        foreach (var each in machine.Locks)
        {
            var waited = each.Wait.Count == 0 ? 0 : (long)Math.Round(each.Wait.Mean * each.Wait.Count * 1e9);
            var held = each.Acquisitions == 0 ? 0 : (long)Math.Round(each.MeanHold * each.Acquisitions * 1e9);
            outcome.Lock(
                each.Number, each.Acquisitions, each.Contended, waited, held, each.MaxHolders, each.MaxWaiters);
        }
        return outcome;
    }
}

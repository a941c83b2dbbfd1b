namespace Timeslice.Tests.Reference;

/// A simulator of the documented semantics that is too simple to be wrong: time
/// passes nanosecond by nanosecond over plain lists.
/// <remarks>
/// An instant: whatever was planned for it happens, in the order in which it was planned; then the CPUs that asked
/// decide, free ones before the others, each kind in the order in which they asked; then those who became ready while
/// no CPU was idle for them may take the CPU of another. Each step is followed by what it causes. A CPU plans when a
/// switch or burst begins, when a slice ends with nobody ready, and when somebody becomes ready whom no idle CPU will
/// take while its own plan did not yet look at the end of the slice.
/// </remarks>
sealed partial class NaiveKernel
{
    sealed class Ended(int reason) : Exception
    {
        public int Reason => reason;
    }

    const int Done = 0, TimeReached = 1, DeadlockFound = 3, ProgramError = 5;

    readonly Scenario scenario;
    readonly Prices prices;
    readonly List<NaiveThread> all = [], candidates = [], waiting = [];
    readonly Stack<int> freeNumbers = new();
    readonly List<(int At, int Planned, Starter Thread)> arrivals = [];
    readonly HashSet<int> over = [];
    readonly List<NaivePolicy> queues = [];
    readonly List<NaiveCpu> cpus = [], asked = [];
    readonly List<NaiveLock> locks = [];
    readonly List<(int At, int Lock, int Thread)> grants = [];
    readonly List<(int At, int Cpu, int Thread)> dispatches = [];
    int now, plans, threadSwitches, processSwitches, voluntary, involuntary, numbers;
    bool isCycle;
    List<int> cycle = [];

    NaiveKernel(Scenario scenario)
    {
        (this.scenario, prices) = (scenario, scenario.Prices);
        for (var i = 0; i < scenario.Cpus; i++)
        {
            if (i == 0 || scenario.Queues != Queues.Shared) queues.Add(NaivePolicies.Make(scenario.Policy));
            cpus.Add(new() { Number = i, Queue = queues[^1] });
        }
        foreach (var plan in scenario.Locks) locks.Add(LockOf(plan));
        foreach (var thread in scenario.Threads)
            if (thread.At == 0) Create(thread.Process, thread.Steps, thread.Claims, null, 0);
            else arrivals.Add((thread.At, plans++, thread));
    }

    public static Outcome Run(Scenario scenario)
    {
        var kernel = new NaiveKernel(scenario);
        var reason = kernel.Run();
        return kernel.Report(reason);
    }

    int Run()
    {
        try
        {
            while (true)
            {
                do while (Happen()) { }
                while (EndOfInstant());
                if (IsQuiet) return Quiet();
                if (now == scenario.Until) return TimeReached;
                Pass();
            }
        }
        catch (Ended end) { return end.Reason; }
    }

    /// Nothing more comes: who spins on a CPU that nobody else wants does so for ever.
    bool IsQuiet => arrivals.Count == 0 && cpus.TrueForAll(c => c.Thread is null || SpinsForEver(c))
        && all.TrueForAll(t => t.Doing != Doing.Sleeping && t.Attempt is not { Phase: Phase.Waiting, DueAt: not null });

    static bool SpinsForEver(NaiveCpu cpu) => cpu.Busy == Busy.User
        && (!cpu.WatchesSlice || cpu.SliceLeft > ForEver)
        && cpu.Thread!.Attempt is { Phase: Phase.Spinning, SpinLeft: > ForEver / 2, DueAt: null };

    /// Takes one step of the end of the instant; false when none is left.
    bool EndOfInstant()
    {
        // Free ones first: nobody is preempted for a CPU that is free.
        if ((asked.Find(c => c.Thread is null) ?? asked.FirstOrDefault()) is { } cpu)
        {
            asked.Remove(cpu);
            Decide(cpu);
            return true;
        }
        if (candidates.Count > 0)
        {
            var candidate = candidates[0];
            candidates.RemoveAt(0);
            if (candidate.IsReady) Contest(candidate);
            return true;
        }
        if (waiting.Count == 0) return false;
        var waiter = waiting[0];
        waiting.RemoveAt(0);
        if (waiter.IsReady) TriesIdle(waiter);
        return true;
    }

    int Quiet()
    {
        if (all.All(t => t.Doing == Doing.Exited))
        {
            // A run that was asked to last until a time lasts until then.
            var rest = scenario.Until - now;
            foreach (var cpu in cpus) cpu.Times[(int)Busy.Idle] += rest;
            foreach (var each in locks) each.Held += rest * each.Taken;
            now = scenario.Until;
            return Done;
        }
        isCycle = all.Exists(start => Path(start, start, [], WaitsFor) is not null);
        return DeadlockFound;
    }

    void Pass()
    {
        now++;
        foreach (var queue in queues) queue.Now = now;
        foreach (var cpu in cpus)
        {
            cpu.Times[(int)cpu.Busy]++;
            if (cpu.Busy == Busy.Switching) cpu.SwitchLeft--;
            else if (cpu.Thread is not null)
            {
                cpu.Thread.Left--;
                cpu.Thread.Uncharged++;
                cpu.Ran++;
                if (cpu.WatchesSlice) cpu.SliceLeft--;
                if (cpu.Thread.Attempt is { Phase: Phase.Spinning } attempt)
                {
                    attempt.SpinLeft--;
                    attempt.Of.SpinTime++;
                }
            }
        }
        foreach (var thread in all) if (thread.Doing != Doing.Exited) thread.Times[(int)thread.Doing]++;
        foreach (var each in locks) each.Held += each.Taken;
    }

    void Arrive(Starter starter)
    {
        if (!over.Contains(starter.Process)) Create(starter.Process, starter.Steps, starter.Claims, null, 0);
    }

    /// What is due, in the order of planning; false when nothing is.
    bool Happen()
    {
        var due = new List<(int Planned, Action Do)>();
        foreach (var (at, planned, starter) in arrivals)
            if (at == now) due.Add((planned, () => Arrive(starter)));
        arrivals.RemoveAll(a => a.At == now);
        foreach (var thread in all)
            if (thread.Doing == Doing.Sleeping && thread.WakeAt == now)
                due.Add((thread.Planned, () => WakeUp(thread)));
        foreach (var thread in all)
            if (thread.Attempt is { DueAt: { } at, Phase: Phase.Waiting } attempt && at == now)
                due.Add((attempt.Planned, () => Expire(thread, attempt)));
        foreach (var cpu in cpus)
        {
            if (!cpu.HasPlan) continue;
            var planned = cpu.Planned;
            if (cpu.Busy == Busy.Switching
                ? cpu.SwitchLeft == 0
                : cpu.Thread!.Left == 0 || cpu.WatchesSlice && cpu.SliceLeft == 0)
                due.Add((planned, () => { if (cpu.HasPlan && cpu.Planned == planned) Happen(cpu); }));
        }
        foreach (var (_, act) in due.OrderBy(d => d.Planned)) act();
        return due.Count > 0;
    }

    void WakeUp(NaiveThread thread)
    {
        if (thread.Doing == Doing.Sleeping) MakeReady(thread, How.Woken);
    }

    Outcome Report(int reason)
    {
        var outcome = new Outcome();
        foreach (var (i, (at, cpu, thread)) in dispatches.Index()) outcome.Dispatch(i, at, cpu, thread);
        outcome.Add("ending", 0, reason);
        outcome.Add("ends at", 0, now);
        outcome.Add("deadlock is a cycle", 0, isCycle ? 1 : 0);
        foreach (var index in cycle) outcome.Add("in the cycle", 0, index);
        outcome.Add("locks lost", 0, locks.Sum(each => each.Plan.IsTaken ? each.Lost : 0));
        foreach (var (i, (at, number, thread)) in grants.Index()) outcome.Grant(i, at, number, thread);
        outcome.Switches(threadSwitches, processSwitches, voluntary, involuntary);
        foreach (var thread in all) outcome.Thread(thread.Index, thread.FirstRun, thread.ExitAt, thread.Times);
        foreach (var cpu in cpus) outcome.Cpu(cpu.Number, state => cpu.Times[state]);
        foreach (var (i, each) in locks.Index())
            outcome.Lock(i, each.Grants, each.Contended, each.Waited, each.Held, each.MostHolders, each.MostWaiters);
        return outcome;
    }
}

using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel;

/// Watches a machine and holds it to the kernel's laws after every change; what was broken is thrown at once.
sealed class Lawful : Observer
{
    readonly Dictionary<int, ThreadState> states = [];
    readonly Dictionary<int, long> born = [], since = [];
    readonly Dictionary<int, ThreadClass> classes = [];
    readonly Dictionary<ThreadClass, long[]> timesOfClass = [];
    readonly Dictionary<Lock, List<int>> lines = [];
    readonly Dictionary<Lock, int> waiters = [];
    readonly Dictionary<int, (CpuState State, int Thread)> cpus = [];
    long now;

    /// Threads may be interrupted where they wait: then they leave a line from anywhere, without the lock.
    public bool WaitsAreInterrupted { get; init; }

    /// CPUs may idle while threads wait: the policy or the layout of run queues says so.
    public bool MayIdle { get; init; }

    /// Lines and holders are held to their laws elsewhere: barging, conditions and barriers have other ones.
    public bool LeavesLocksToOthers { get; init; }

    /// Changes seen so far.
    public long Changes { get; private set; }

    /// Lifetimes of the threads that have exited, and their time in all states: two sums that must be one.
    public long Lifetimes { get; private set; }
    public long TimeInStates { get; private set; }

    public override void ThreadCreated(Machine machine, int thread)
    {
        PassTo(machine);
        Law(!states.ContainsKey(thread), $"thread {thread} is born twice");
        (states[thread], born[thread], since[thread]) = (ThreadState.Ready, machine.Now, machine.Now);
        classes[thread] = machine.ClassOf(thread);
    }

    /// With another program a thread is of another class from now on.
    public override void ProcessExecuted(Machine machine, Process process, int thread)
    {
        PassTo(machine);
        AddUp(machine, thread);
        classes[thread] = machine.ClassOf(thread);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        PassTo(machine);
        Law(states.ContainsKey(thread), $"thread {thread}, which does not live, is {state}");
        AddUp(machine, thread);
        var isToBeReleased = state == ThreadState.Sleeping && born[thread] == machine.Now;
        Law(isToBeReleased || IsAllowed(states[thread], state),
            $"thread {thread} goes from {states[thread]} to {state}");
        if (!LeavesLocksToOthers) LeaveLine(thread, state);
        states[thread] = state;
        if (state == ThreadState.BlockedOnLock && !LeavesLocksToOthers)
            Line(machine.LockAwaitedBy(thread)!).Add(thread);
        if (state != ThreadState.Exited) return;
        Lifetimes += machine.Now - born[thread];
        states.Remove(thread);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        PassTo(machine);
        Law(state == CpuState.Idle == thread < 0, $"cpu {cpu} is {state} with thread {thread}");
        cpus[cpu] = (state, thread);
        if (thread < 0) return;
        foreach (var (other, its) in cpus)
            Law(other == cpu || its.Thread != thread, $"cpus {other} and {cpu} both have thread {thread}");
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        PassTo(machine);
        if (LeavesLocksToOthers) return;
        waiters[changed] = changed.Waiters;
        Law(changed.Holders >= 0 && changed.Holders <= changed.Permits,
            $"{changed.Name} has {changed.Holders} holders of {changed.Permits}");
        Law(changed.HeldBy.Count == changed.Holders,
            $"{changed.Name} counts {changed.Holders} holders and knows {changed.HeldBy.Count}");
        Law(changed is not BlockingLock || changed.Waiters == 0 || changed.Holders == changed.Permits,
            $"{changed.Name} is to be had, and {changed.Waiters} wait for it");
        foreach (var holder in changed.HeldBy)
            Law(holder < 0 || states.ContainsKey(holder), $"{changed.Name} is held by the dead thread {holder}");
        if (changed.Owner >= 0)
            Law(changed.HeldBy.SequenceEqual([changed.Owner]), $"{changed.Name} has an owner who does not hold it");
    }

    /// What must hold between two instants, and when all is over.
    public void CheckInstant(Machine machine)
    {
        foreach (var (thread, state) in states)
        {
            var on = cpus.Where(c => c.Value.Thread == thread).Select(c => c.Value.State).ToList();
            var fits = state switch
            {
                ThreadState.RunningUser => on is [CpuState.User or CpuState.Interrupted],
                ThreadState.RunningSystem => on is [CpuState.System or CpuState.Interrupted],
                ThreadState.Ready => on is [] or [CpuState.Switching],
                _ => on is [],
            };
            Law(fits, $"thread {thread} is {state} on {on.Count} cpus ({string.Join(", ", on)})");
        }
        if (!MayIdle) CheckIdle(machine);
        foreach (var (awaited, line) in lines)
            Law(waiters[awaited] == line.Count,
                $"{awaited.Name} counts {waiters[awaited]} who wait, and {line.Count} are blocked on it");
    }

    /// No CPU idles while a thread is ready that may run on it.
    void CheckIdle(Machine machine)
    {
        var idle = machine.Cpus.Select(c => c.Number).Where(c => !cpus.TryGetValue(c, out var its) || its.Thread < 0);
        foreach (var cpu in idle)
            foreach (var (thread, state) in states)
                Law(state != ThreadState.Ready || !machine.Threads.MayRun(thread, cpu)
                    || cpus.Values.Any(c => c.Thread == thread), $"cpu {cpu} idles and thread {thread} is ready");
    }

    /// The sums that must be exact at any instant.
    public void CheckAccounts(Machine machine)
    {
        foreach (var thread in states.Keys.ToList()) AddUp(machine, thread);
        foreach (var cpu in machine.Cpus)
            Law(Enum.GetValues<CpuState>().Sum(state => cpu.TimeIn(state).Nanoseconds) == machine.Now,
                $"the times of cpu {cpu.Number} do not sum to the time");
        Law(Lifetimes + states.Keys.Sum(t => machine.Now - born[t]) == TimeInStates,
            "the threads' states do not sum to their lifetimes");
        foreach (var its in machine.Classes)
            for (var state = ThreadState.Ready; state < ThreadState.Exited; state++)
            {
                var seen = timesOfClass.GetValueOrDefault(its)?[(int)state] ?? 0;
                Law(its.TimeIn(state).Nanoseconds == seen,
                    $"{its.Name} was {state} for {its.TimeIn(state)}, and {seen} ns were seen");
            }
        // A thread is on its CPU while that is interrupted.
        var running = Total(ThreadState.RunningUser) + Total(ThreadState.RunningSystem);
        var interrupted = CpuTime(machine, CpuState.Interrupted);
        Law(running == CpuTime(machine, CpuState.User) + CpuTime(machine, CpuState.System) + interrupted,
            "the threads' CPU time differs from the CPUs'");
        Law(interrupted > 0 || CpuTime(machine, CpuState.User) == Total(ThreadState.RunningUser), "user time differs");
        Law(machine.Threads.Live == states.Count, "the living are miscounted");
        foreach (var process in machine.Processes)
            Law(process.Alive == states.Keys.Count(t => machine.ProcessOf(t) == process),
                $"{process.Name} miscounts its threads");
    }

    static long CpuTime(Machine machine, CpuState state) => machine.Cpus.Sum(cpu => cpu.TimeIn(state).Nanoseconds);

    long Total(ThreadState state) => timesOfClass.Values.Sum(t => t[(int)state]);

    void AddUp(Machine machine, int thread)
    {
        var spent = machine.Now - since[thread];
        since[thread] = machine.Now;
        TimeInStates += spent;
        var its = classes[thread];
        if (!timesOfClass.TryGetValue(its, out var times))
            timesOfClass[its] = times = new long[(int)ThreadState.Exited];
        times[(int)states[thread]] += spent;
    }

    /// A lock's line is left from its head, or by dying.
    void LeaveLine(int thread, ThreadState next)
    {
        if (states[thread] != ThreadState.BlockedOnLock) return;
        var (awaited, line) = lines.Single(l => l.Value.Contains(thread));
        var givesUp = WaitsAreInterrupted && !awaited.HeldBy.Contains(thread);
        Law(givesUp || next == ThreadState.Exited || line[0] == thread,
            $"{awaited.Name} goes to thread {thread}, but {line[0]} came first");
        Law(givesUp || next == ThreadState.Exited || awaited.HeldBy.Contains(thread),
            $"thread {thread} is woken without {awaited.Name}");
        line.Remove(thread);
    }

    static bool IsAllowed(ThreadState from, ThreadState to) => to switch
    {
        ThreadState.Exited => true,
        ThreadState.Ready => true,
        ThreadState.Stopped => true,
        // From one line to another, as who waits at a condition goes to its mutex.
        ThreadState.BlockedOnLock => from is ThreadState.RunningUser or ThreadState.BlockedOnLock,
        ThreadState.RunningUser => from is ThreadState.Ready or ThreadState.RunningSystem,
        ThreadState.RunningSystem => from is ThreadState.Ready or ThreadState.RunningUser,
        _ => from is ThreadState.RunningUser,
    };

    void PassTo(Machine machine)
    {
        Changes++;
        Law(machine.Now >= now, $"time goes back from {now} to {machine.Now}");
        if (machine.Now > now) CheckInstant(machine);
        now = machine.Now;
    }

    List<int> Line(Lock awaited) => lines.TryGetValue(awaited, out var line) ? line : lines[awaited] = [];

    void Law(bool holds, string broken)
    {
        if (!holds) throw new LawBroken($"at {now} ns: {broken}");
    }
}

/// A law of the kernel does not hold.
sealed class LawBroken(string what) : Exception(what);

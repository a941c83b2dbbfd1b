using Timeslice.Kernel;
using Timeslice.Kernel.Locks;

namespace Timeslice.Tests.Reference;

/// What an observer sees of a run: each thread's life by order of birth, and every dispatch.
sealed class History : Observer
{
    /// A thread's life, summed up from its changes of state alone.
    public sealed class Life
    {
        public long FirstRun = -1, Exit = -1, Since;
        public ThreadState State;
        public readonly long[] Times = new long[(int)ThreadState.Exited + 1];
    }

    readonly Dictionary<int, int> indexOf = [];
    readonly Dictionary<int, int> shown = [];
    int lastBlocked = -1;

    public List<Life> Lives { get; } = [];
    public List<(long At, int Cpu, int Thread)> Dispatches { get; } = [];

    /// Every acquisition of what can be held.
    public List<(long At, int Lock, int Thread)> Grants { get; } = [];

    public override void ThreadCreated(Machine machine, int thread)
    {
        indexOf[thread] = Lives.Count;
        Lives.Add(new() { Since = machine.Now });
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        var life = Lives[indexOf[thread]];
        life.Times[(int)life.State] += machine.Now - life.Since;
        (life.State, life.Since) = (state, machine.Now);
        if (state is ThreadState.RunningUser or ThreadState.RunningSystem && life.FirstRun < 0)
            life.FirstRun = machine.Now;
        if (state == ThreadState.Exited) life.Exit = machine.Now;
        if (state is ThreadState.BlockedOnLock or ThreadState.BlockedOnJoin) lastBlocked = thread;
    }

    // Who reads under a sequence lock is granted nothing.
    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        if (taken is not SequenceLock || !isShared) Grants.Add((machine.Now, taken.Number, indexOf[thread]));
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (thread >= 0 && shown.GetValueOrDefault(cpu, -1) != thread)
            Dispatches.Add((machine.Now, cpu, indexOf[thread]));
        shown[cpu] = thread;
    }

    /// Brings the states that threads are in at the end up to now.
    public void Settle(long now)
    {
        foreach (var life in Lives.Where(l => l.State != ThreadState.Exited))
            life.Times[(int)life.State] += now - life.Since;
    }

    /// The births of those in a circle of owners, from the thread that closed it on; empty when there was none.
    public IEnumerable<int> FoundAtOnce(Machine machine)
    {
        if (lastBlocked < 0 || Deadlock.ThreadsInCircle(machine, lastBlocked) is not { } circle) yield break;
        foreach (var thread in circle) yield return indexOf[thread];
    }
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Timeslice.Tests.Reference;
using static Timeslice.Tests.Reference.Step;

namespace Timeslice.Tests.Kernel;

public class LawsOfRandomScenarios
{
    [Fact]
    public void Every_law_holds_after_every_change()
    {
        foreach (var seed in Cases.Seeds(2_000))
        {
            var scenario = RandomScenarios.Draw(seed);
            if (Broken(scenario) is null) continue;
            var smallest = Shrinking.Smallest(scenario, s => Broken(s) is not null);
            Assert.Fail($"seed {seed}: {Broken(smallest)}\n{smallest}");
        }
    }

    [Fact]
    public void A_line_that_serves_the_last_first_is_caught() =>
        Broken(ThreeAtOneLock, witness: lawful => new LateWitness(lawful))
            .ShouldNotBeNull().ShouldContain("came first");

    [Fact]
    public void A_lock_that_wakes_without_granting_is_caught() =>
        Broken(ThreeAtOneLock, lockOf: _ => new FirstLoveMutex()).ShouldNotBeNull().ShouldContain("is woken without");

    [Fact]
    public void A_lock_that_admits_two_is_caught() =>
        Broken(ThreeAtOneLock, lockOf: _ => new LeakyMutex()).ShouldNotBeNull().ShouldContain("holders of 1");

    [Fact]
    public void A_lock_that_forgets_to_wake_is_caught() =>
        Broken(ThreeAtOneLock, lockOf: _ => new SleepyMutex()).ShouldNotBeNull().ShouldContain("is to be had");

    [Fact]
    public void A_scheduler_that_leaves_a_cpu_idle_is_caught() =>
        Broken(ThreeAtOneLock with { Cpus = 2 }, scheduler: () => new LazyScheduler())
            .ShouldNotBeNull().ShouldContain("is ready");

    [Fact]
    public void A_scheduler_that_loses_a_thread_is_caught() =>
        Broken(ThreeAtOneLock, scheduler: () => new ForgetfulScheduler()).ShouldNotBeNull().ShouldContain("is ready");

    [Fact]
    public void A_scheduler_that_runs_a_thread_twice_is_caught() =>
        Broken(ThreeAtOneLock with { Cpus = 2 }, scheduler: () => new DoublingScheduler()).ShouldNotBeNull();

    [Fact]
    public void Time_that_is_accounted_to_another_state_is_caught() =>
        Broken(ThreeAtOneLock, witness: lawful => new BlurredWitness(lawful))
            .ShouldNotBeNull().ShouldContain("ns were seen");

    static Scenario ThreeAtOneLock => new(1, Policy.RoundRobin(1), new(), [0], 1_000,
        new(0, 0, Lock(0), Sleep(9), Unlock(0)),
        new(0, 1, Lock(0), Compute(3), Unlock(0)),
        new(0, 1, Lock(0), Compute(3), Unlock(0)),
        new(0, 0, Compute(20)));

    static string? Broken(Scenario scenario, Func<Scheduler>? scheduler = null, Func<LockPlan, Lock>? lockOf = null,
        Func<Lawful, Observer>? witness = null)
    {
        try
        {
            var lawful = new Lawful();
            var machine = KernelUnderTest.Build(scenario, witness?.Invoke(lawful) ?? lawful, scheduler, lockOf);
            var ending = machine.Run(new Instant(scenario.Until));
            if (ending.Reason is EndReason.Done or EndReason.TimeReached) lawful.CheckInstant(machine);
            lawful.CheckAccounts(machine);
            return null;
        }
        catch (LawBroken broken) { return broken.Message; }
    }

    /// Tells of the first who blocks on a lock only after the second, so that the line seems to be served out of order.
    sealed class LateWitness(Lawful lawful) : Observer
    {
        readonly List<int> blocked = [];

        public override void ThreadCreated(Machine machine, int thread) => lawful.ThreadCreated(machine, thread);
        public override void LockChanged(Machine machine, Lock changed) => lawful.LockChanged(machine, changed);
        public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread) =>
            lawful.CpuChanged(machine, cpu, state, thread);

        public override void ThreadChanged(Machine machine, int thread, ThreadState state)
        {
            if (state == ThreadState.BlockedOnLock) blocked.Add(thread);
            if (blocked is [_] && thread == blocked[0]) return;
            lawful.ThreadChanged(machine, thread, state);
            if (blocked is [var first, _] && state == ThreadState.BlockedOnLock)
                lawful.ThreadChanged(machine, first, state);
        }
    }

    /// Takes sleep for the wait for another thread.
    sealed class BlurredWitness(Lawful lawful) : Observer
    {
        public override void ThreadCreated(Machine machine, int thread) => lawful.ThreadCreated(machine, thread);
        public override void LockChanged(Machine machine, Lock changed) => lawful.LockChanged(machine, changed);
        public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread) =>
            lawful.CpuChanged(machine, cpu, state, thread);

        public override void ThreadChanged(Machine machine, int thread, ThreadState state) => lawful.ThreadChanged(
            machine, thread, state == ThreadState.Sleeping ? ThreadState.BlockedOnJoin : state);
    }

    /// Believes for ever that its first holder has it.
    sealed class FirstLoveMutex : OneHolder
    {
        bool isTaken;

        protected override bool TryTake(int thread)
        {
            if (isTaken) return false;
            isTaken = true;
            if (Holder < 0) Holder = thread;
            return true;
        }

        protected override long GiveBack(int thread)
        {
            isTaken = false;
            return Unknown;
        }
    }

    /// Admits everyone.
    sealed class LeakyMutex : OneHolder
    {
        protected override bool TryTake(int thread)
        {
            Holder = thread;
            return true;
        }
    }

    /// Is free after an unlock, yet admits nobody from the line.
    sealed class SleepyMutex : OneHolder
    {
        bool used;

        protected override bool TryTake(int thread)
        {
            if (used) return false;
            (used, Holder) = (true, thread);
            return true;
        }
    }

    abstract class OneHolder() : BlockingLock(LineOrder.Fifo, ReleaseRule.HandOff, spin: default)
    {
        protected int Holder { get; set; } = -1;

        public override int Permits => 1;
        public override IReadOnlyList<int> HeldBy => Holder < 0 ? [] : [Holder];
        protected override long GiveBack(int thread)
        {
            Holder = -1;
            return Unknown;
        }
    }

    /// Gives nothing to CPU 1.
    sealed class LazyScheduler : Queueing
    {
        public override int Pick(int cpu) => cpu == 1 ? -1 : base.Pick(cpu);
    }

    /// Drops the second thread that it is given.
    sealed class ForgetfulScheduler : Queueing
    {
        int given;

        public override void Enqueue(int thread, Arrival how)
        {
            if (++given != 2) base.Enqueue(thread, how);
        }
    }

    /// Queues every thread twice.
    sealed class DoublingScheduler : Queueing
    {
        readonly Queue<int> twice = new();

        public override void Enqueue(int thread, Arrival how)
        {
            twice.Enqueue(thread);
            twice.Enqueue(thread);
        }

        public override int Pick(int cpu) => twice.TryDequeue(out var next) ? next : -1;
    }

    abstract class Queueing : Scheduler
    {
        ThreadQueue ready;

        public override void Enqueue(int thread, Arrival how) => ready.Add(Threads, thread);
        public override int Pick(int cpu) => ready.Take(Threads);
        public override void Remove(int thread) => ready.Remove(Threads, thread);
    }
}

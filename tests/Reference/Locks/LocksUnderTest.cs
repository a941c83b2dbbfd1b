using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Lock = Timeslice.Kernel.Locks.Lock;
using Taking = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Reference;

/// The kernel's own locks and operations, for the plans and steps of the reference.
static class LocksUnderTest
{
    public static Lock LockOf(LockPlan plan) => plan.Kind switch
    {
        LockKind.Mutex => new Mutex(OrderOf(plan), RuleOf(plan), plan.Spin.Ns, plan.IsRecursive, plan.IsRobust),
        LockKind.Semaphore => new Semaphore(plan.Number, plan.Number - plan.Missing, OrderOf(plan), RuleOf(plan)),
        LockKind.ReadWriteLock => new ReadWriteLock((Preference)plan.Preferred),
        LockKind.Condition => new Condition(new LockReference<Mutex>(plan.Number), plan.Morphs),
        LockKind.Barrier => new Barrier(plan.Number),
        LockKind.Latch => new Latch(plan.Number),
        LockKind.Once => new Timeslice.Kernel.Locks.Once(),
        LockKind.SpinLock => new SpinLock(Enum.Parse<SpinKind>($"{plan.Spinning}")),
        _ => new SequenceLock(),
    };

    public static Operation OperationOf(Step step) => step.Verb switch
    {
        Verb.Lock => new Taking(To<ILockable>(step), TimeoutOf(step)),
        Verb.Unlock => new Unlock(To<ILockable>(step)),
        Verb.With => new With(To<ILockable>(step), BodyOf(step), TimeoutOf(step), ElseOf(step)),
        Verb.TryLock => new TryLock(To<ILockable>(step), BodyOf(step), ElseOf(step)),
        Verb.ReadLock => new ReadLock(To<ISharable>(step), timeout: TimeoutOf(step)),
        Verb.ReadAgain => new ReadLock(To<ISharable>(step), BodyOf(step)),
        Verb.WriteLock => new WriteLock(To<ISharable>(step), timeout: TimeoutOf(step)),
        Verb.Wait => new Wait(To<IWaitable>(step), TimeoutOf(step)),
        Verb.Notify => new Notify(To<Condition>(step)),
        Verb.NotifyAll => new NotifyAll(To<Condition>(step)),
        Verb.Arrive => new Arrive(To<IArrivable>(step), TimeoutOf(step)),
        Verb.Once => new Timeslice.Kernel.Programs.Once(To<Timeslice.Kernel.Locks.Once>(step), BodyOf(step)),
        _ => throw new InvalidOperationException($"{step}"),
    };

    static LockReference<T> To<T>(Step step) where T : class => new(step.Of);

    static Operation[] BodyOf(Step step) => KernelUnderTest.Operations(step.Body);

    static Operation[]? ElseOf(Step step) => step.Else.Length == 0 ? null : KernelUnderTest.Operations(step.Else);

    static RandomDuration? TimeoutOf(Step step) => step.Timeout is { } time ? time.Ns : null;

    static LineOrder OrderOf(LockPlan plan) => (LineOrder)plan.Turn;

    static ReleaseRule RuleOf(LockPlan plan) => plan.IsBarging ? ReleaseRule.Barging : ReleaseRule.HandOff;
}

using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Takes a lock within the time that the call gave: <see cref="Programs.Lock"/> for methods.</summary>
sealed class LockInTime(LockReference<ILockable> name) : Operation
{
    internal override bool GivesUp => true;

    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.BodyOf(thread).Calling.Time == 0
            ? machine.LockAt(name, thread).CostOfTrying(thread)
            : machine.LockAt(name, thread).CostOfTaking(thread);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.BodyOf(thread).Calling.Time > 0 && machine.LockAt(name, thread).IsTaken(thread);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name, thread).Acquire(thread, machine.PatienceOf(thread, machine.TimeGivenTo(thread)));
}

/// <summary>Waits for the time that the call gave at most: <see cref="Programs.Wait"/> for methods.</summary>
sealed class WaitInTime(LockReference<IWaitable> name) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.LockAt(name, thread).CostOfWaiting(thread);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.BodyOf(thread).Calling.Time > 0 && machine.LockAt(name, thread).WouldWait(thread);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.LockAt(name, thread).Wait(thread, machine.PatienceOf(thread, machine.TimeGivenTo(thread)));
}

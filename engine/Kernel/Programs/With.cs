using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Holds a lock while it does something: lock, body, unlock.</summary>
/// <param name="name">The lock.</param>
/// <param name="do">What is done while it is held.</param>
/// <param name="timeout">How long it waits for the lock at most; drawn when it begins. For ever when left out.</param>
/// <param name="else">What is done instead when the time is up, or a signal ends the wait.</param>
public sealed class With(
    LockReference<ILockable> name, IReadOnlyList<Operation> @do, RandomDuration? timeout = null,
    IReadOnlyList<Operation>? @else = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var its = code.Fix(name, this);
        var unlock = new Unlock(its);
        Assemble(code, this, new Lock(its, timeout), @do, unlock, unlock, timeout is not null ? @else ?? [] : null);
    }

    /// <summary>Lays down what is done with a lock, or without it when the time was up.</summary>
    /// <param name="leave">Gives it back where a jump leaves the body.</param>
    /// <param name="else">Null where the lock is got for sure.</param>
    internal static void Assemble(Assembler code, Operation whole, Operation take, IReadOnlyList<Operation> @do,
        Operation give, Operation leave, IReadOnlyList<Operation>? @else)
    {
        var (otherwise, end) = (new Label(), new Label());
        code.Add(take, whole);
        if (@else is not null) code.Add(new GoToUnlessGot(otherwise, code.Position), whole);
        code.AddGuarded(@do, way => way.Add(leave, whole));
        code.Add(give, whole);
        if (@else is { Count: > 0 }) code.GoTo(end, whole);
        code.Place(otherwise);
        if (@else is not null) code.Add(@else);
        code.Place(end);
    }
}

/// <summary>Goes on at a label when the operation before it has timed out, or a signal has ended it.</summary>
/// <param name="at">Where this step stands.</param>
sealed class GoToUnlessGot(Label label, int at) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Threads.Attempts[thread].Outcome is Outcome.TimedOut or Outcome.Interrupted
            ? machine.Jump(thread, label.Position - at - 1)
            : Flow.Next;
}

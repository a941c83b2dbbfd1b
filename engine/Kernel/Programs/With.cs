using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Holds a lock while it does something: lock, body, unlock.</summary>
/// <param name="name">The lock.</param>
/// <param name="do">What is done while it is held.</param>
/// <param name="timeout">How long it waits for the lock at most; drawn when it begins. For ever when left out.</param>
/// <param name="else">What is done instead when the time is up.</param>
public sealed class With(
    LockReference<ILockable> name, IReadOnlyList<Operation> @do, RandomDuration? timeout = null,
    IReadOnlyList<Operation>? @else = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        Assemble(code, this, new Lock(name, timeout), @do, new Unlock(name), timeout is not null, @else ?? []);

    /// <summary>Lays down what is done with a lock, or without it when the time was up.</summary>
    /// <returns>Where the lock is given back.</returns>
    internal static int Assemble(Assembler code, Operation whole, Operation take, IReadOnlyList<Operation> @do,
        Operation give, bool mayFail, IReadOnlyList<Operation> @else)
    {
        code.Add(take, whole);
        var unlessGot = new UnlessGot();
        if (mayFail) code.Add(unlessGot, whole);
        var body = code.Position;
        code.Add(@do);
        var given = code.Position;
        code.Add(give, whole);
        if (!mayFail) return given;
        var past = new GoPast();
        if (@else.Count > 0) code.Add(past, whole);
        unlessGot.Length = code.Position - body;
        var otherwise = code.Position;
        code.Add(@else);
        past.Length = code.Position - otherwise;
        return given;
    }

    /// <summary>Goes past the body when the lock was not to be had.</summary>
    internal sealed class UnlessGot : Operation
    {
        public int Length { get; set; }

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.Threads.Attempts[thread].Outcome == Outcome.TimedOut ? machine.Jump(thread, Length) : Flow.Next;
    }

    /// <summary>Goes past some steps.</summary>
    internal sealed class GoPast : Operation
    {
        public int Length { get; set; }
        internal override bool IsFlow => true;
        protected internal override Flow Execute(Machine machine, int thread) => machine.Jump(thread, Length);
    }
}

using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Takes a lock together with other readers. With <c>do</c>, it is given back after that; a sequence lock needs that,
/// and does it again when a writer has been there meanwhile.
/// </summary>
/// <param name="name">The lock.</param>
/// <param name="do">What is done while it is held.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="else">What is done instead when the time is up.</param>
public sealed class ReadLock(
    LockReference<ISharable> name, IReadOnlyList<Operation>? @do = null, RandomDuration? timeout = null,
    IReadOnlyList<Operation>? @else = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var its = code.Fix(name, this);
        var share = new Share(its, timeout);
        if (@do is null)
        {
            code.Add(share, this);
            return;
        }
        var (begin, unshare) = (new Label(), new Unshare(its));
        With.Assemble(code, this, share, [new Mark(begin), .. @do, new ReadAgain(its, begin)], unshare, unshare,
            timeout is not null ? @else ?? [] : null);
    }

    /// <summary>Becomes a reader.</summary>
    internal sealed class Share(LockReference<ISharable> name, RandomDuration? timeout) : Operation
    {
        internal override bool GivesUp => timeout is not null;

        protected internal override Charge Cost(Machine machine, int thread) =>
            timeout is { } time && time.Most == Duration.Zero
                ? machine.LockAt(name, thread).CostOfTrying(thread)
                : machine.LockAt(name, thread).CostOfSharing(thread);

        protected internal override bool WouldBlock(Machine machine, int thread) =>
            machine.LockAt(name, thread).IsTakenForReading(thread);

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.LockAt(name, thread).AcquireShared(thread, machine.PatienceOf(thread, timeout));
    }

    /// <summary>Is a reader no longer.</summary>
    sealed class Unshare(LockReference<ISharable> name) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            machine.LockAt(name, thread).CostOfGiving(thread);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.LockAt(name, thread).ReleaseShared(thread);
            return Flow.Next;
        }
    }

    /// <summary>Where what is read begins.</summary>
    sealed class Mark(Label here) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code) => code.Place(here);
    }

    /// <summary>Goes back to the beginning if what was read is not what it was.</summary>
    sealed class ReadAgain(LockReference<ISharable> name, Label begin) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code) =>
            code.Add(new Back(name, begin, code.Position), this);

        sealed class Back(LockReference<ISharable> name, Label begin, int at) : Operation
        {
            protected internal override Flow Execute(Machine machine, int thread) =>
                machine.LockAt(name, thread).MustReadAgain(thread)
                    ? machine.Jump(thread, begin.Position - at - 1)
                    : Flow.Next;
        }
    }
}

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
        var share = new Share(name, timeout);
        if (@do is null)
        {
            code.Add(share, this);
            return;
        }
        var unshare = new Unshare(name);
        var body = code.Position + (timeout is null ? 1 : 2);
        var given = With.Assemble(code, this, share, @do, unshare, timeout is not null, @else ?? []);
        unshare.Back = body - given - 1;
    }

    /// <summary>Becomes a reader.</summary>
    internal sealed class Share(LockReference<ISharable> name, RandomDuration? timeout) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            machine.LockAt(name, thread).CostOfSharing(thread);

        protected internal override bool WouldBlock(Machine machine, int thread) =>
            machine.LockAt(name, thread).IsTakenForReading(thread);

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.LockAt(name, thread).AcquireShared(thread, machine.PatienceOf(thread, timeout));
    }

    /// <summary>Is a reader no longer, unless it must read again.</summary>
    sealed class Unshare(LockReference<ISharable> name) : Operation
    {
        public int Back { get; set; }

        protected internal override Charge Cost(Machine machine, int thread) =>
            machine.LockAt(name, thread).CostOfGiving(thread);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var given = machine.LockAt(name, thread);
            if (given.MustReadAgain(thread)) return machine.Jump(thread, Back);
            given.ReleaseShared(thread);
            return Flow.Next;
        }
    }
}

using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>Does something that is done once, by whoever comes first; those who come meanwhile wait until it is
/// done.</summary>
/// <param name="name">Of the kind <c>once</c>.</param>
/// <param name="do">What is done once.</param>
public sealed class Once(LockReference<Locks.Once> name, IReadOnlyList<Operation> @do) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var its = code.Fix(name, this);
        var end = new End(its);
        With.Assemble(code, this, new Begin(its), @do, end, end, []);
    }

    /// <summary>Waits while another does it; what is done is not got.</summary>
    internal sealed class Begin(LockReference<Locks.Once> name) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            machine.LockAt(name, thread).CostOfBeginning(thread);

        protected internal override bool WouldBlock(Machine machine, int thread) =>
            machine.LockAt(name, thread).IsBeingDone;

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.LockAt(name, thread).Begin(thread);
    }

    internal sealed class End(LockReference<Locks.Once> name) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            machine.LockAt(name, thread).CostOfEnding(thread);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.LockAt(name, thread).End(thread);
            return Flow.Next;
        }
    }
}

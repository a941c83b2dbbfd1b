using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Creates a process that is a copy of this one, with one thread: a copy of the caller, which goes on where this one
/// does. Its variables are its own from now on.
/// </summary>
/// <param name="child">What the child alone does; then it exits with status 0. Left out, both go on alike.</param>
/// <param name="parent">What the parent alone does before it goes on.</param>
/// <param name="as">
/// The variable that tells them apart: the child's number in the parent, 0 in the child; −11 (EAGAIN) where there may
/// be no more processes, −12 (ENOMEM) where no more memory may be promised. Without it, that ends the run.
/// </param>
/// <param name="first">Who goes on first, where one CPU must serve both.</param>
/// <param name="name">
/// What such children's threads are called; <c>NAME child</c> after the caller when left out.
/// </param>
public sealed class Fork(
    IReadOnlyList<Operation>? child = null, IReadOnlyList<Operation>? parent = null, VariableReference? @as = null,
    RunsFirst first = RunsFirst.Parent, string? name = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        code.Fork(this, (label, at) => new Step(label, at, @as?.Number ?? -1, first, name), child, parent, @as);

    sealed class Step(Label childs, int at, int tells, RunsFirst first, string? name)
        : ForkCall(childs, at, tells, default, name)
    {
        protected override Flow GoOn(Machine machine, int thread, Process child) =>
            IsChildFirst(machine, thread) ? Flow.Yielded : Flow.Next;

        bool IsChildFirst(Machine machine, int thread) => first switch
        {
            RunsFirst.Random => machine.Random(thread).NextBits() >> 63 == 1,
            RunsFirst.Explored => machine.Forking.ExploresChild(),
            _ => first == RunsFirst.Child,
        };
    }
}

using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Creates a process in the memory of this one, and waits until it has called <c>exec</c> or has ended: what the child
/// sets, the parent sees. A child that returns from the program that called ruins the parent's stack: the parent
/// crashes.
/// </summary>
/// <param name="child">What the child alone does; then it exits with status 0. Left out, both go on alike.</param>
/// <param name="parent">What the parent alone does before it goes on.</param>
/// <param name="as">The variable that tells them apart, as with <c>fork</c>.</param>
/// <param name="name">What such children's threads are called; <c>NAME child</c> after the caller when left
/// out.</param>
public sealed class Vfork(
    IReadOnlyList<Operation>? child = null, IReadOnlyList<Operation>? parent = null, VariableReference? @as = null,
    string? name = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        code.SharesStack();
        var frame = code.Frame;
        code.Fork(this, (label, at) => new Step(label, at, @as?.Number ?? -1, frame, name), child, parent, @as);
    }

    sealed class Step(Label childs, int at, int tells, int frame, string? name)
        : ForkCall(childs, at, tells, Shared.Memory, name)
    {
        protected override Flow GoOn(Machine machine, int thread, Process child) =>
            machine.SuspendFor(thread, child, frame);
    }
}

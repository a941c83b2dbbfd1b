namespace Timeslice.Kernel.Programs;

/// <summary>
/// Cancels coroutines: each leaves its program where it awaits something, or does so next; locks held <c>with</c> are
/// given back. Takes no time.
/// </summary>
/// <param name="name">
/// The name that <c>as</c> gave; without one, all coroutines beside the thread's own program: so it may stand in the
/// handler of a signal, too.
/// </param>
public sealed class Cancel(string? name = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        code.Add(new Step(name is null ? null : code.AwaitedSlot(name, this)), this);

    sealed class Step(int? slot) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            if (slot is { } named) machine.Coroutines.Cancel(ref machine.Word(thread, named));
            else machine.Coroutines.CancelAll(thread);
            return Flow.Next;
        }
    }
}

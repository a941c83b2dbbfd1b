using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Ends a span of the thread's time: how long it was is observed. Takes no time.</summary>
/// <param name="name">The name that <c>begin</c> gave it.</param>
public sealed class End(string name) : CompositeOperation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    protected internal override void Assemble(Assembler code) => code.Add(new Observe(name, code.SpanSlot(name)), this);

    sealed class Observe(string name, int slot) : Operation
    {
        internal override void Announce(Machine machine) => machine.SpanOf(name);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var begun = ref machine.Word(thread, slot);
            if (begun == 0) throw machine.Refuse(thread, $"ends the span {name}, which it has not begun");
            machine.SpanOf(name).Add(new(machine.Now - (begun - 1)));
            begun = 0;
            return Flow.Next;
        }
    }
}

using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Begins a span of the thread's time, which <c>end</c> ends. Takes no time.</summary>
/// <param name="name">What the span is called: its durations are the metric <c>span.NAME</c>.</param>
public sealed class Begin(string name) : CompositeOperation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    protected internal override void Assemble(Assembler code) => code.Add(new Mark(name, code.SpanSlot(name)), this);

    sealed class Mark(string name, int slot) : Operation
    {
        internal override void Announce(Machine machine) => machine.SpanOf(name);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var begun = ref machine.Word(thread, slot);
            if (begun != 0) throw machine.Refuse(thread, $"begins the span {name} again before it has ended it");
            // 0 is a time, too.
            begun = machine.Now + 1;
            return Flow.Next;
        }
    }
}

using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Does something a number of times.</summary>
/// <param name="times">How often; drawn or worked out once, when the loop begins.</param>
/// <param name="do">What is done each time.</param>
public sealed class Repeat(Times times, IReadOnlyList<Operation> @do) : CompositeOperation
{
    internal override Duration? WorstCpuTime => @do.WorstCpuTime()?.Times(times.Most);

    protected internal override void Assemble(Assembler code)
    {
        var (slot, next, end) = (code.Slot(), new Label(), new Label());
        code.Add(new Begin(times, slot, end, code.Position), this);
        var body = code.Position;
        code.AddLoop(@do, next, end);
        code.Place(next);
        code.Add(new Again(slot, body - code.Position - 1), this);
        code.Place(end);
    }

    sealed class Begin(Times times, int slot, Label end, int at) : Operation
    {
        internal override bool IsFlow { get; } = times.IsOwn;

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var turns = times.Of(machine, thread);
            machine.Word(thread, slot) = turns;
            return turns > 0 ? Flow.Next : machine.Jump(thread, end.Position - at - 1);
        }
    }

    sealed class Again(int slot, int back) : Operation
    {
        internal override bool IsFlow => true;

        protected internal override Flow Execute(Machine machine, int thread) =>
            --machine.Word(thread, slot) > 0 ? machine.Jump(thread, back) : Flow.Next;
    }
}

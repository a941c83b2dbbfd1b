using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Starts threads in the process of the spawning thread, which goes on beside them. Costs one thread creation for each.
/// </summary>
/// <param name="program">What they do: the name of one of the <c>programs</c>.</param>
/// <param name="count">How many.</param>
/// <param name="as">A name by which this thread can <c>join</c> them.</param>
public sealed class Spawn(Program program, RandomCount? count = null, string? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var one = new One(program, code.JoinSlot(@as ?? "")) { Source = Source };
        if (count is null) code.Add(one);
        else new Repeat(count.Value, [one]) { Source = Source }.Assemble(code);
    }

    sealed class One(Program program, int joinSlot) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.ThreadCreate);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.SpawnFrom(thread, program, joinSlot);
            return Flow.Next;
        }
    }
}

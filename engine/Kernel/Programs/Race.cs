namespace Timeslice.Kernel.Programs;

/// <summary>
/// Starts coroutines, one for each of a list, and waits until the first of them is over; the others are cancelled.
/// </summary>
/// <param name="programs">What they do, each the name of one of the <c>programs</c> or a list of operations.</param>
/// <param name="as">The variable that is told which was first, from 1.</param>
public sealed class Race(IReadOnlyList<Routine> programs, VariableReference? @as = null) : CompositeOperation
{
    readonly IReadOnlyList<Routine> programs = programs.Count > 0
        ? programs
        : throw new ArgumentException("must name at least one", nameof(programs));

    protected internal override void Assemble(Assembler code) =>
        Gather.Assemble(code, this, programs, isRace: true, @as);
}

using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Does one thing when a condition holds, and another when not. Takes no time.</summary>
/// <param name="condition">Worked out when the operation is reached; any number but 0 holds.</param>
/// <param name="then">What is done when it holds.</param>
/// <param name="else">What is done when not; nothing when left out.</param>
public sealed class If(
    Formula condition, IReadOnlyList<Operation> then, IReadOnlyList<Operation>? @else = null) : CompositeOperation
{
    internal override Duration? WorstCpuTime => WorstCpuTimes.WorstOf([then, @else ?? []]);

    protected internal override void Assemble(Assembler code)
    {
        var (otherwise, end) = (new Label(), new Label());
        code.GoToUnless(condition, otherwise, this);
        code.Add(then);
        if (@else is not null) code.GoTo(end, this);
        code.Place(otherwise);
        if (@else is not null) code.Add(@else);
        code.Place(end);
    }
}

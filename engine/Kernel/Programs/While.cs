namespace Timeslice.Kernel.Programs;

/// <summary>Does something again and again as long as a condition holds. The condition takes no time.</summary>
/// <param name="condition">Worked out before each turn; any number but 0 holds.</param>
/// <param name="do">What is done each time. Turns that take no time end the run after many.</param>
public sealed class While(Formula condition, IReadOnlyList<Operation> @do) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var (next, end) = (new Label(), new Label());
        code.Place(next);
        code.GoToUnless(condition, end, this);
        code.AddLoop(@do, next, end);
        code.GoTo(next, this);
        code.Place(end);
    }
}

namespace Timeslice.Kernel.Programs;

/// <summary>Does something again and again, until the thread or the run ends, or a <c>break</c>.</summary>
/// <param name="do">What is done each time.</param>
public sealed class Forever(IReadOnlyList<Operation> @do) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var (next, end) = (new Label(), new Label());
        code.Place(next);
        code.AddLoop(@do, next, end);
        code.GoTo(next, this);
        code.Place(end);
    }
}

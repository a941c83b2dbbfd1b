using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Goes on with the next turn of the innermost <c>repeat</c>, <c>forever</c> or <c>while</c> of its program.
/// </summary>
public sealed class Continue : CompositeOperation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    protected internal override void Assemble(Assembler code) => code.Leave(this, "continue", toNext: true);
}

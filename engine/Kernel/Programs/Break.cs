using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Ends the innermost <c>repeat</c>, <c>forever</c> or <c>while</c> of its program.</summary>
public sealed class Break : CompositeOperation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    protected internal override void Assemble(Assembler code) => code.Leave(this, "break", toNext: false);
}

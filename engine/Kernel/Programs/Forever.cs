namespace Timeslice.Kernel.Programs;

/// <summary>Does something again and again, until the thread or the run ends.</summary>
/// <param name="do">What is done each time.</param>
public sealed class Forever(IReadOnlyList<Operation> @do) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        var body = code.Position;
        code.Add(@do);
        code.Add(new Again(body - code.Position - 1), this);
    }

    sealed class Again(int back) : Operation
    {
        internal override bool IsFlow => true;

        protected internal override Flow Execute(Machine machine, int thread) => machine.Jump(thread, back);
    }
}

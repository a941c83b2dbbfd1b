using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>The program of a recurring task: does something once for each release.</summary>
/// <param name="do">One job.</param>
sealed class Recur(IReadOnlyList<Operation> @do) : CompositeOperation
{
    internal override Duration? WorstCpuTime => @do.WorstCpuTime();

    protected internal override void Assemble(Assembler code)
    {
        var body = code.Position;
        code.Add(@do);
        code.Add(new Done(body - code.Position - 1), this);
    }

    // Between two jobs, the thread sleeps until the next is ready, or lets others go first.
    sealed class Done(int back) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            var wait = machine.FinishJob(thread);
            machine.Jump(thread, back);
            return wait > Duration.Zero ? machine.Sleep(thread, wait) : Flow.Yielded;
        }
    }
}

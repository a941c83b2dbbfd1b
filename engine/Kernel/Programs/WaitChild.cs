using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Waits until a child process has ended, and takes note of how: nothing is left of it then. Of several that have
/// ended, the first. A system call.
/// </summary>
/// <param name="pid">The number of the child; any when left out.</param>
/// <param name="group">Only of children of this process group.</param>
/// <param name="all">Goes on when all have ended, at once if there are none.</param>
/// <param name="noHang">Does not wait: 0 where none has ended.</param>
/// <param name="as">
/// The variable that gets the child's number; −10 (ECHILD) where there is none to wait for, −4 (EINTR) where a signal's
/// handler came that does not restart calls. Without it, either ends the run.
/// </param>
/// <param name="status">The variable that gets how it ended: its status, or 128 and the number of the signal.</param>
/// <param name="stopped">Asks for children that a signal has stopped, too: the status is 128 and its number.</param>
public sealed class WaitChild(
    Formula? pid = null, Formula? group = null, bool all = false, bool noHang = false, VariableReference? @as = null,
    VariableReference? status = null, bool stopped = false) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        code.AddCall(new Step(pid, group, all, noHang, stopped), this, @as);
        if (status is { } told) code.Add(new StoreStatus(told.Number), this);
    }

    internal sealed class Step(Formula? pid, Formula? group, bool all, bool noHang, bool stopped) : Operation
    {
        internal override bool MayBeBrokenOff(Machine machine, int thread) => true;
        internal override bool TryRestart(Machine machine, int thread) => true;

        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.ProcessOf(thread).Children.Wait(thread, new ChildWanted(
                pid?.Evaluate(machine, thread) ?? 0, group?.Evaluate(machine, thread) ?? 0, all, noHang, stopped));
    }

    sealed class StoreStatus(int variable) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            if (machine.Threads.Answers[thread] is { Value: > 0 } answer)
                machine.Write(thread, variable, answer.Status);
            return Flow.Next;
        }
    }
}

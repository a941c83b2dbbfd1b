using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>Puts a process, this one or a child of it, into a process group. A system call.</summary>
/// <param name="pid">The number of the process; 0 or left out: this one.</param>
/// <param name="group">The number of the group; 0 or left out: a new one, of the number of the process.</param>
/// <param name="as">
/// The variable that gets 0; −3 (ESRCH) where the process is none of these, −1 (EPERM) where there is no such group.
/// Without it, that ends the run.
/// </param>
public sealed class SetGroup(Formula? pid = null, Formula? group = null, VariableReference? @as = null)
    : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(pid ?? 0, group ?? 0), this, @as);

    sealed class Step(Formula pid, Formula group) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var caller = machine.ProcessOf(thread);
            var (number, into) = (pid.Evaluate(machine, thread), group.Evaluate(machine, thread));
            var process = number == 0 ? caller : machine.Table.Find(number);
            if (process is null || process != caller && process.Parent != caller)
                return machine.Answer(thread, Errno.NoProcess);
            if (into == 0) into = process.Pid;
            if (into != process.Pid && !machine.Table.HasGroup(into))
                return machine.Answer(thread, Errno.NotPermitted);
            machine.Table.Join(process, (int)into);
            return machine.Answer(thread, 0);
        }
    }
}

using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Sends a signal to a process, or to all of a group that may be sent one: those of the same user, or any by
/// <c>root</c>. A system call.
/// </summary>
/// <param name="to">The name of a declared process, or a number; the caller's own process when left out.</param>
/// <param name="signal">The signal, such as <c>SIGINT</c>; 0 asks only whether there is such a process.</param>
/// <param name="group">To all processes of this group instead; 0: of the caller's.</param>
/// <param name="as">
/// The variable that gets 0, −3 (ESRCH) where there is no such process, or −1 (EPERM) where it is another user's, or
/// all of the group are. Without it, a failure ends the run.
/// </param>
public sealed class Kill(
    ProcessReference? to = null, Signal signal = Signal.Term, Formula? group = null, VariableReference? @as = null)
    : CompositeOperation
{
    readonly ProcessReference? to = to is null || group is null
        ? to
        : throw new ArgumentException("is given beside `group`: keep one of them", nameof(to));

    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(to, signal, group), this, @as);

    sealed class Step(ProcessReference? to, Signal signal, Formula? group) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.Signal);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var process = machine.ProcessOf(thread);
            if (group is not null) return ToGroup(machine, thread, process);
            if ((to is null ? process : to.Find(machine, thread)) is not { } target)
                return machine.Answer(thread, Errno.NoProcess);
            if (!process.Credentials.MaySignal(target.Credentials)) return machine.Answer(thread, Errno.NotPermitted);
            machine.Answer(thread, 0);
            machine.Signalling.Send(target, signal, by: thread);
            return machine.AfterSignals(process, thread);
        }

        Flow ToGroup(Machine machine, int thread, Process process)
        {
            var asked = group!.Evaluate(machine, thread);
            var members = machine.Table.Members(asked == 0 ? process.Group : asked);
            var meant = members.Where(member => process.Credentials.MaySignal(member.Credentials)).ToArray();
            machine.Answer(thread, meant.Length > 0 ? 0
                : -(long)(members.Count > 0 ? Errno.NotPermitted : Errno.NoProcess));
            foreach (var member in meant) machine.Signalling.Send(member, signal, by: thread);
            return machine.AfterSignals(process, thread);
        }
    }
}

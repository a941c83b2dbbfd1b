using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Changes a System V semaphore by a number, or waits until it is 0. To lower it waits until there is so much: all is
/// taken then, or nothing. To raise it never waits. A system call, which a signal ends with −4 (EINTR) even where its
/// handler has others begin anew.
/// </summary>
/// <remarks>semop(2), semtimedop(2), signal(7).</remarks>
/// <param name="name">The semaphore, or the id that opening it gave.</param>
/// <param name="change">
/// What is added: below 0, what is taken; 0 waits until nothing is there. −1 when left out.
/// </param>
/// <param name="undo">Whether the end of the process undoes it, as far as what is there then allows.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="mode">What it does where it would have to wait; it blocks when left out.</param>
/// <param name="as">
/// The variable that is told 0, or below 0 why nothing was changed: −11 (EAGAIN) where it must not wait, −110
/// (ETIMEDOUT), −34 (ERANGE) where the value would be above 32767, −13 (EACCES), −22 (EINVAL) where there is none, −43
/// (EIDRM) where it was removed meanwhile. Without it, a failure ends the run.
/// </param>
public sealed class Semop(ChannelReference<SystemVSemaphore> name, Formula? change = null, bool undo = false,
    RandomDuration? timeout = null, IoMode? mode = null, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(name, change ?? -1, undo, timeout, mode), this, @as);

    /// <param name="change">Null: what the method of the thread gives.</param>
    internal sealed class Step(ChannelReference<SystemVSemaphore> name, Formula? change, bool undo,
        RandomDuration? timeout, IoMode? mode) : FileCall<SystemVSemaphore>(name, writes: true, null, timeout)
    {
        protected override bool BeginsAnew(Machine machine, int thread) => false;

        protected override void Settle(Machine machine, int thread, OpenFile file, ref Transfer transfer) =>
            (transfer.Change, transfer.IsUndone) = (change?.Evaluate(machine, thread) ?? transfer.Wanted, undo);

        protected override Flow Execute(int thread, OpenFile file, ref Transfer transfer) =>
            file.Change(thread, ref transfer, mode);
    }
}

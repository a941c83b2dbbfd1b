using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Reads bytes from a channel: as many as are there, up to so many; waits while there are none. A system call, which
/// copies them.
/// </summary>
/// <param name="from">The channel, or a handle.</param>
/// <param name="bytes">How many at most; drawn or worked out when it begins.</param>
/// <param name="all">Waits until all of them are there, or the end.</param>
/// <param name="timeout">
/// How long it lasts at most where it has to wait; drawn when it begins. For ever when left out. What it has got until
/// then it keeps.
/// </param>
/// <param name="mode">What it does where it would have to wait; as the channel was opened when left out.</param>
/// <param name="as">
/// The variable that is told how many it got: 0 at the end, when nobody can write any more; below 0 why it failed.
/// Without it, a failure ends the run.
/// </param>
/// <param name="value">The variable that gets what came with the first of them.</param>
/// <param name="at">
/// Where the first of them is, of a device: drawn or worked out when it begins. Behind the last that the process has
/// read or written when left out, and at the end of the device at its beginning. What is no device fails with −29
/// (ESPIPE).
/// </param>
public sealed class Read(
    ChannelReference<IReadable> from, Size bytes, bool all = false, RandomDuration? timeout = null,
    IoMode? mode = null, VariableReference? @as = null, VariableReference? value = null, Size? at = null)
    : CompositeOperation
{
    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code)
    {
        code.Add(new Step(from, bytes, all, timeout, mode, at), this);
        code.AddCall(new PayForCopy(), this, @as);
        if (value is { } variable) code.Add(new StoreValue(variable.Number), this);
    }

    internal sealed class Step(
        ChannelReference<IReadable> from, Size? bytes, bool all, RandomDuration? timeout, IoMode? mode,
        Size? at = null) : FileCall<IReadable>(from, writes: false, bytes, timeout, at)
    {
        protected override Flow Execute(int thread, OpenFile file, ref Transfer transfer) =>
            file.Read(thread, ref transfer, mode, all);
    }

    /// <summary>What was read is copied to the reader: CPU time that was not known before.</summary>
    internal sealed class PayForCopy : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Threads.Transfers[thread].Copying);

        protected internal override Flow Execute(Machine machine, int thread) => Flow.Next;
    }

    /// <summary>Tells a variable what came with the bytes.</summary>
    sealed class StoreValue(int variable) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            if (machine.Threads.Answers[thread].Value > 0)
                machine.Write(thread, variable, machine.Threads.Transfers[thread].Value);
            return Flow.Next;
        }
    }
}

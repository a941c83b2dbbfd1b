using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Writes bytes to a channel; waits while there is no room for them. A system call, which copies them.
/// </summary>
/// <param name="to">The channel, or a handle.</param>
/// <param name="bytes">How many; drawn or worked out when it begins.</param>
/// <param name="value">What comes with them, for who reads the first of them; 0 when left out.</param>
/// <param name="timeout">
/// How long it lasts at most where it has to wait; drawn when it begins. For ever when left out.
/// </param>
/// <param name="mode">What it does where it would have to wait; as the channel was opened when left out.</param>
/// <param name="as">
/// The variable that is told how many it has written; below 0 why none. Without it, a failure ends the run.
/// </param>
/// <param name="at">
/// Where the first of them goes, of a device: drawn or worked out when it begins. Behind the last that the process has
/// read or written when left out, and at the end of the device at its beginning. What is no device fails with −29
/// (ESPIPE).
/// </param>
public sealed class Write(
    ChannelReference<IWritable> to, Size bytes, Formula? value = null, RandomDuration? timeout = null,
    IoMode? mode = null, VariableReference? @as = null, Size? at = null) : CompositeOperation
{
    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code) =>
        code.AddCall(new Step(to, bytes, value, timeout, mode, at), this, @as);

    internal sealed class Step(
        ChannelReference<IWritable> to, Size? bytes, Formula? value, RandomDuration? timeout, IoMode? mode,
        Size? at = null) : FileCall<IWritable>(to, writes: true, bytes, timeout, at)
    {
        protected override void Settle(Machine machine, int thread, OpenFile file, ref Transfer transfer) =>
            transfer.Value = value?.Evaluate(machine, thread) ?? 0;

        protected override Flow Execute(int thread, OpenFile file, ref Transfer transfer) =>
            file.Write(thread, ref transfer, mode, transfer.Value);
    }
}

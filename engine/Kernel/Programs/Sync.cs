using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Waits until all that was written to a cache has come to the device behind it; comes back at once where nothing is
/// kept in memory. fsync(2), a system call.
/// </summary>
/// <param name="name">The device, or a handle.</param>
/// <param name="as">
/// The variable that is told 0, or below 0 why it failed. Without it, a failure ends the run.
/// </param>
public sealed class Sync(ChannelReference<ISyncable> name, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name), this, @as);

    internal sealed class Step(ChannelReference<ISyncable> name) : SlowCall
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var transfer = ref machine.Begin(thread, name, writes: true, Nothing, timeout: null);
            return transfer.WhyNot is { } why ? machine.Finish(thread, why) : transfer.File!.Sync(thread, ref transfer);
        }

        static Size Nothing => default(Bytes);
    }
}

using Timeslice.Des.Distributions;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// A slow call on an open file: on the one that is meant when it begins, to its end, whatever becomes of the name or
/// the handle meanwhile.
/// </summary>
/// <typeparam name="T">What the program asks of the file.</typeparam>
/// <param name="on">Which.</param>
/// <param name="writes">It puts something in, and pays for copying that; else it takes something out.</param>
/// <param name="bytes">How many; null: what the method of the thread gives.</param>
/// <param name="at">Where they are, of what has addresses.</param>
abstract class FileCall<T>(
    ChannelReference<T> on, bool writes, Size? bytes, RandomDuration? timeout, Size? at = null)
    : SlowCall where T : class
{
    internal sealed override bool GivesUp => timeout is not null;

    // Those on System V queues never do: signal(7).
    protected override bool BeginsAnew(Machine machine, int thread) =>
        machine.Threads.Transfers[thread].File?.Ranks != Rank.Type;

    protected internal sealed override Charge Cost(Machine machine, int thread)
    {
        ref var transfer = ref Begin(machine, thread);
        if (transfer.File?.Channel is not { } channel) return Charge.System(machine.Costs.SystemCall);
        if (!channel.CallsKernel) return default;
        var costs = machine.Costs;
        var copying = writes ? channel.CostOfCopyingAt(costs, transfer.Wanted) : default;
        return Charge.System(channel.CostOfCallAt(costs) + copying);
    }

    protected internal sealed override Flow Execute(Machine machine, int thread)
    {
        ref var transfer = ref Begin(machine, thread);
        if (transfer.File is not { } file) return machine.Finish(thread, machine.WhyNoFile(on, thread));
        if (transfer.WhyNot is { } why) return machine.Finish(thread, why);
        if (!transfer.IsSettled)
        {
            transfer.IsSettled = true;
            Settle(machine, thread, file, ref transfer);
        }
        return Execute(thread, file, ref transfer);
    }

    /// <summary>Works out, once, what the call is about.</summary>
    protected virtual void Settle(Machine machine, int thread, OpenFile file, ref Transfer transfer) { }

    /// <summary>What the method of a thread gives; null where the program says it all.</summary>
    protected Calling? GivenTo(Machine machine, int thread) =>
        bytes is null ? machine.Threads.FindBodyOf(thread)?.Calling : null;

    /// <summary>Does it, or waits; then it is done once more.</summary>
    protected abstract Flow Execute(int thread, OpenFile file, ref Transfer transfer);

    ref Transfer Begin(Machine machine, int thread) =>
        ref machine.Begin(thread, on, writes, bytes, timeout, at);
}

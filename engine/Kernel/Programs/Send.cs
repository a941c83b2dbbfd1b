using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>Sends a message; waits while there is no room for it. A system call, which copies it.</summary>
/// <param name="to">The channel, a handle, or the id of a System V queue.</param>
/// <param name="bytes">How long it is; drawn or worked out when it begins.</param>
/// <param name="value">What it says, a number for who receives it; 0 when left out.</param>
/// <param name="priority">How urgent it is, where messages have priorities: 0 when left out.</param>
/// <param name="type">Of which type it is, where messages have types: 1 when left out.</param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="mode">What it does where it would have to wait; as the channel was opened when left out.</param>
/// <param name="as">
/// The variable that is told 0, or below 0 why it was not sent. Without it, a failure ends the run.
/// </param>
public sealed class Send(ChannelReference<ISendable> to, Size bytes, Formula? value = null, Formula? priority = null,
    Formula? type = null, RandomDuration? timeout = null, IoMode? mode = null, VariableReference? @as = null)
    : CompositeOperation
{
    readonly Step step = priority is null || type is null ? new(to, bytes, value, priority, type, timeout, mode)
        : throw new ArgumentOutOfRangeException(nameof(type), type, "is given beside `priority`: no message has both");

    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code) => code.AddCall(step, this, @as);

    internal sealed class Step(ChannelReference<ISendable> to, Size? bytes, Formula? value, Formula? priority,
        Formula? type, RandomDuration? timeout, IoMode? mode) : SlowCall
    {
        internal override bool GivesUp => timeout is not null;

        // Those on System V queues never do: signal(7).
        protected override bool BeginsAnew(Machine machine, int thread) =>
            machine.FileAt(to, thread, writes: true)?.Ranks != Rank.Type;

        protected internal override Charge Cost(Machine machine, int thread)
        {
            if (machine.FileAt(to, thread, writes: true)?.Channel is not { } channel)
                return Charge.System(machine.Costs.SystemCall);
            return Charge.System(
                channel.CostOfCall + channel.CostOfCopying(machine.Begin(thread, bytes, timeout).Wanted));
        }

        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var transfer = ref machine.Begin(thread, bytes, timeout);
            if (machine.FileAt(to, thread, writes: true) is not { } file)
                return machine.Finish(thread, machine.WhyNoFile(to, thread));
            if (!transfer.IsSettled) Settle(machine, thread, file, ref transfer);
            return file.Send(thread, ref transfer, mode);
        }

        void Settle(Machine machine, int thread, OpenFile file, ref Transfer transfer)
        {
            transfer.IsSettled = true;
            if (bytes is null && machine.Threads.FindBodyOf(thread) is { } body)
            {
                transfer.Message = body.Calling.Message;
                return;
            }
            if (priority is not null && file.Ranks != Rank.Priority)
                throw machine.Refuse(thread, $"gives a priority, but messages in {file.Channel.Name} have none");
            if (type is not null && file.Ranks != Rank.Type)
                throw machine.Refuse(thread, $"gives a type, but messages in {file.Channel.Name} have none");
            var rank = (priority ?? type)?.Evaluate(machine, thread) ?? (file.Ranks == Rank.Type ? 1 : 0);
            transfer.Message = new(transfer.Wanted, value?.Evaluate(machine, thread) ?? 0, rank);
        }
    }
}

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
        Formula? type, RandomDuration? timeout, IoMode? mode)
        : FileCall<ISendable>(to, writes: true, bytes, timeout)
    {
        protected override void Settle(Machine machine, int thread, OpenFile file, ref Transfer transfer)
        {
            if (GivenTo(machine, thread) is { } given)
            {
                transfer.Message = given.Message;
                return;
            }
            if (priority is not null && file.Ranks != Rank.Priority)
                throw machine.Refuse(thread, $"gives a priority, but messages in {file.Channel.Name} have none");
            if (type is not null && file.Ranks != Rank.Type)
                throw machine.Refuse(thread, $"gives a type, but messages in {file.Channel.Name} have none");
            var rank = (priority ?? type)?.Evaluate(machine, thread) ?? (file.Ranks == Rank.Type ? 1 : 0);
            transfer.Message = new(transfer.Wanted, value?.Evaluate(machine, thread) ?? 0, rank);
        }

        protected override Flow Execute(int thread, OpenFile file, ref Transfer transfer) =>
            file.Send(thread, ref transfer, mode);
    }
}

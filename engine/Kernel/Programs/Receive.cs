using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Programs;

/// <summary>Receives a message; waits while there is none for it. A system call, which copies it.</summary>
/// <param name="from">The channel, a handle, or the id of a System V queue.</param>
/// <param name="bytes">How long it may be: how much room there is. Any when left out.</param>
/// <param name="type">
/// Where messages have types, which: above 0, the first of that type; 0, the first of all; below 0, the first of the
/// lowest type that is not above its negative. 0 when left out.
/// </param>
/// <param name="except">The first of another type than <c>type</c>, which must be above 0.</param>
/// <param name="truncate">
/// Cuts a message for which there is no room; else it stays, and −7 (E2BIG) is answered.
/// </param>
/// <param name="timeout">How long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="mode">What it does where it would have to wait; as the channel was opened when left out.</param>
/// <param name="as">
/// The variable that is told how many bytes it got, or below 0 why none. Without it, a failure ends the run.
/// </param>
/// <param name="value">The variable that gets what the message says.</param>
/// <param name="priority">The variable that gets its priority, or its type.</param>
public sealed class Receive(ChannelReference<IReceivable> from, Size? bytes = null, Formula? type = null,
    bool except = false, bool truncate = false, RandomDuration? timeout = null, IoMode? mode = null,
    VariableReference? @as = null, VariableReference? value = null, VariableReference? priority = null)
    : CompositeOperation
{
    static readonly Size Any = new Bytes(long.MaxValue);

    readonly Step step = !except || type is not null ? new(from, bytes ?? Any, type, except, truncate, timeout, mode)
        : throw new ArgumentOutOfRangeException(nameof(except), except, "needs a `type`");

    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code)
    {
        code.Add(step, this);
        code.AddCall(new Read.PayForCopy(), this, @as);
        if (value is not null || priority is not null) code.Add(new StoreMessage(value, priority), this);
    }

    internal sealed class Step(ChannelReference<IReceivable> from, Size? bytes, Formula? type, bool except,
        bool truncate, RandomDuration? timeout, IoMode? mode)
        : FileCall<IReceivable>(from, writes: false, bytes, timeout)
    {
        protected override void Settle(Machine machine, int thread, OpenFile file, ref Transfer transfer)
        {
            if (GivenTo(machine, thread) is { } given)
            {
                transfer.Selection = given.Selection;
                return;
            }
            if (type is not null && file.Ranks != Rank.Type)
                throw machine.Refuse(thread, $"asks for a type, but messages in {file.Channel.Name} have none");
            var wanted = type?.Evaluate(machine, thread) ?? 0;
            if (except && wanted <= 0)
                throw machine.Refuse(thread, $"excepts the type {wanted}, which must be above 0");
            transfer.Selection = new(wanted, except, truncate);
        }

        protected override Flow Execute(int thread, OpenFile file, ref Transfer transfer) =>
            file.Receive(thread, ref transfer, mode);
    }

    /// <summary>Tells variables what the message says, and its priority or type.</summary>
    sealed class StoreMessage(VariableReference? value, VariableReference? priority) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            if (machine.Threads.Answers[thread].Value < 0) return Flow.Next;
            var message = machine.Threads.Transfers[thread].Message;
            if (value is { } its) machine.Write(thread, its.Number, message.Value);
            if (priority is { } rank) machine.Write(thread, rank.Number, message.Rank);
            return Flow.Next;
        }
    }
}

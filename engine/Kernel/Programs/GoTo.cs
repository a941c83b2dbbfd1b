namespace Timeslice.Kernel.Programs;

/// <summary>Goes on at a label. Backwards it is a turn of a loop, of which an instant has only so many.</summary>
/// <param name="at">Where this step stands.</param>
sealed class GoTo(Label label, int at) : Operation
{
    internal override bool IsFlow => true;

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Jump(thread, label.Position - at - 1);
}

/// <summary>Goes on at a label unless a condition holds.</summary>
/// <param name="at">Where this step stands.</param>
sealed class GoToUnless(Formula condition, Label label, int at) : Operation
{
    internal override bool IsFlow { get; } = condition.IsOwn;

    protected internal override Flow Execute(Machine machine, int thread) =>
        condition.Evaluate(machine, thread) != 0 ? Flow.Next : machine.Jump(thread, label.Position - at - 1);
}

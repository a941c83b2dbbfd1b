using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Waits without blocking the thread, which runs other coroutines meanwhile: for coroutines and calls that were started
/// under a name, or for an operation that would block the thread if it stood here alone (<c>sleep</c>, <c>read</c>,
/// <c>write</c>, <c>send</c>, <c>receive</c>, <c>accept</c>, <c>connect</c>, <c>yield</c>). Locks are of the thread:
/// they cannot be awaited, and block all its coroutines. A coroutine that was cancelled leaves its program here.
/// </summary>
/// <param name="what">The name that <c>as</c> gave, or an operation.</param>
/// <param name="timeout">Of a name: how long it waits at most; drawn when it begins. For ever when left out.</param>
/// <param name="as">
/// Of a name: the variable that is told what the last of them left: of <c>submit</c>, what the call answered; −110
/// (ETIMEDOUT) when the time was up.
/// </param>
public sealed class Await(Awaited what, RandomDuration? timeout = null, VariableReference? @as = null)
    : CompositeOperation
{
    readonly Operation? operation = what.Operation is null || what.Operation.CanBeAwaited
        ? what.Operation
        : throw new ArgumentException("blocks its thread: it cannot be awaited", nameof(what));

    protected internal override void Assemble(Assembler code)
    {
        if (operation is not null)
        {
            code.Add(new CountAwait(+1), this);
            operation.Assemble(code);
            code.Add(new CountAwait(-1), this);
        }
        else
        {
            code.Add(new Step(code.AwaitedSlot(what.Name!, this), isRace: false, timeout), this);
            if (@as is { } told) code.Add(new StoreAnswer(told.Number), this);
        }
        code.LeaveIfCancelled(this);
    }

    /// <summary>Waits for the coroutines that a word names.</summary>
    internal sealed class Step(int slot, bool isRace, RandomDuration? timeout = null) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.Coroutines.WaitForGroup(thread, slot, isRace, timeout);
    }

    /// <summary>What would block the thread makes its coroutine wait, between two of these.</summary>
    sealed class CountAwait(int by) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Coroutines.CountAwait(thread, by);
            return Flow.Next;
        }
    }
}

/// <summary>What is awaited: coroutines by their name, or an operation.</summary>
public sealed record Awaited
{
    public Awaited(string name) => Name = name;
    public Awaited(Operation operation) => Operation = operation;

    public string? Name { get; }
    public Operation? Operation { get; }
}

/// <summary>Goes on at a label unless the coroutine is to end.</summary>
/// <param name="at">Where this step stands.</param>
sealed class GoToUnlessCancelled(Label label, int at) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Coroutines.IsCancelled(thread) ? Flow.Next : machine.Jump(thread, label.Position - at - 1);
}

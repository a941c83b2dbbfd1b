namespace Timeslice.Kernel.Programs;

/// <summary>
/// Leaves the program: back to the one that called it, or the thread is over. When the main thread returns, its process
/// ends. Locks held <c>with</c> are given back. Takes no time, but what the end of a process costs.
/// </summary>
/// <param name="status">What the process leaves behind when this ends it, 0 to 255.</param>
public sealed class Return(int status = 0) : CompositeOperation
{
    readonly int status = status is >= 0 and <= 255
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "must be from 0 to 255");

    protected internal override void Assemble(Assembler code) => code.Return(this, status);
}

/// <summary>Ends the thread: the last step of every program.</summary>
sealed class EndThread(int status = 0) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.AnySignalling?.IsInHandler(thread) != true && machine.AnyCoroutines?.Find(thread) is null
            ? machine.CostOfEnding(thread) : default;

    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (machine.AnySignalling is { } signalling && signalling.IsInHandler(thread)) return signalling.Return(thread);
        if (machine.AnyCoroutines?.Find(thread) is not null) return machine.Coroutines.EndProgram(thread, status);
        if (!machine.Ruins(thread, Subroutine.NoFrame)) machine.ExitThread(thread, status);
        return Flow.Exited;
    }
}

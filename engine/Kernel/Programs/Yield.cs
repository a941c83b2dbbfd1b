namespace Timeslice.Kernel.Programs;

/// <summary>Stays ready but lets the others that are ready go first. A system call; a coroutine that
/// awaits it lets other coroutines of its thread go first, which is none.</summary>
public sealed class Yield : Operation
{
    public override bool CanBeAwaited => true;

    protected internal override Charge Cost(Machine machine, int thread) =>
        machine.Awaits(thread) ? default : Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Awaits(thread) ? machine.Coroutines.LetOthers(thread) : Flow.Yielded;
}

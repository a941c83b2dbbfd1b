namespace Timeslice.Kernel.Programs;

/// <summary>A thread turns to the next of its coroutines; the handler of a signal ends its wait for one.</summary>
sealed class RunNext : SlowCall
{
    protected internal override Charge Cost(Machine machine, int thread) => machine.Coroutines.CostOfNext(thread);

    protected internal override Flow Execute(Machine machine, int thread) => machine.Coroutines.RunNext(thread);
}

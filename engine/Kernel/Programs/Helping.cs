namespace Timeslice.Kernel.Programs;

/// <summary>A loop tells its helpers that one of them is to wait for a coroutine: a system call.</summary>
sealed class HandOver : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Coroutines.HandOver(thread);
        return Flow.Next;
    }
}

/// <summary>A helper takes the place of a coroutine; it waits while there is none.</summary>
sealed class TakeJob : SlowCall
{
    protected internal override Flow Execute(Machine machine, int thread) => machine.Coroutines.TakeJob(thread);
}

/// <summary>A helper executes the operation in which that waits; where it has none, it waits again.</summary>
sealed class DoJob : SlowCall
{
    protected internal override Flow Execute(Machine machine, int thread) => machine.Coroutines.DoJob(thread);
}

/// <summary>A helper gives the coroutine back to its loop: a system call.</summary>
sealed class GiveBack : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread) => machine.Coroutines.GiveBack(thread);
}

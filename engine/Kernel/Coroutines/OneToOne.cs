namespace Timeslice.Kernel.Coroutines;

/// <summary>Each coroutine is a thread: to start one costs a thread, to switch a thread switch.</summary>
public sealed class OneToOne : CoroutineModel
{
    internal override bool IsOfProcess => true;
    internal override int Carriers => 0;
}

namespace Timeslice.Kernel.Coroutines;

/// <summary>
/// Some threads run all coroutines of the process. One that has nothing to run takes half of what stands in another's
/// line, then asks the kernel what has happened; and so it does each 61st time, so that events are noticed.
/// </summary>
/// <remarks>As Go does: D. Vyukov, "Scalable Go Scheduler Design" (2012); the 61 is that of Go's runtime.</remarks>
/// <param name="carriers">How many threads, from 1 to 1024; made when the first coroutine starts.</param>
/// <param name="queue">Where those stand that may go on: in one line, or in one of each thread.</param>
public sealed class ManyToMany(int carriers, CarrierQueue queue = CarrierQueue.Stealing) : CoroutineModel
{
    internal override bool IsOfProcess => true;

    internal override int Carriers { get; } = carriers is >= 1 and <= 1024
        ? carriers
        : throw new ArgumentOutOfRangeException(nameof(carriers), carriers, "must be from 1 to 1024");

    internal override bool Steals => queue == CarrierQueue.Stealing;
}

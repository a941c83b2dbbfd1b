namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// A scheduler that knows how long the present bursts of ready threads are (<c>Threads.Remaining</c>): the kernel draws
/// what a thread is going to compute when it becomes ready, not when it gets a CPU.
/// </summary>
/// <remarks>A thread that goes on with something else first, or whose program is a method, has a burst of 0 until
/// it computes.</remarks>
public interface IForesees;

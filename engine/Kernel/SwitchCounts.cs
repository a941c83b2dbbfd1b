namespace Timeslice.Kernel;

/// <summary>How often CPUs turned from one thread to another, and why they could.</summary>
/// <param name="Thread">To a thread of the same process.</param>
/// <param name="Process">To a thread of another process.</param>
/// <param name="Voluntary">Times that a thread blocked or yielded.</param>
/// <param name="Involuntary">Times that a thread was preempted.</param>
/// <param name="Migrations">Times that a thread came to another CPU than its last.</param>
public readonly record struct SwitchCounts(long Thread, long Process, long Voluntary, long Involuntary, long Migrations)
{
    public long Total => Thread + Process;
}

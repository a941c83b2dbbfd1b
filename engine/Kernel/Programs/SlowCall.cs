using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// A slow system call, one that may wait for ever: a signal breaks it off. What it has moved by then is kept and told;
/// where that is nothing, it begins anew or fails with EINTR, as the handler was set up. One with a time limit never
/// begins anew: the limit would too.
/// </summary>
/// <remarks>W. R. Stevens and S. A. Rago, "Advanced Programming in the UNIX Environment", 10.5; signal(7).</remarks>
abstract class SlowCall : Operation
{
    internal sealed override bool MayBeBrokenOff(Machine machine, int thread) => true;

    internal sealed override bool TryRestart(Machine machine, int thread)
    {
        if (machine.Threads.Transfers[thread].Done > 0 || GivesUp || !BeginsAnew(machine, thread)) return false;
        machine.EndCall(thread);
        return true;
    }

    /// <summary>Whether the handler is asked at all.</summary>
    protected virtual bool BeginsAnew(Machine machine, int thread) => true;

    internal sealed override void BreakOff(Machine machine, int thread) =>
        machine.FinishEarly(thread, Errno.Interrupted);
}

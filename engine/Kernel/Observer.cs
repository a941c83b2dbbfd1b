using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel;

/// <summary>Is told of each change in a machine, in order. What a run does never depends on who watches.</summary>
public abstract class Observer
{
    /// <summary>A thread has come into being.</summary>
    public virtual void ThreadCreated(Machine machine, int thread) { }

    /// <summary>
    /// A thread has entered a state; <see cref="Machine.LockAwaitedBy"/> tells for which lock it blocks.
    /// </summary>
    public virtual void ThreadChanged(Machine machine, int thread, ThreadState state) { }

    /// <summary>A CPU has entered a state, for a thread (−1 when idle).</summary>
    public virtual void CpuChanged(Machine machine, int cpu, CpuState state, int thread) { }

    /// <summary>A thread has created another, which does whatever it does after this.</summary>
    public virtual void ThreadSpawned(Machine machine, int parent, int child) { }

    /// <summary>A thread has seen the exit of others for which it waited, by the name of their join.</summary>
    public virtual void ThreadsJoined(Machine machine, int thread, int join) { }

    /// <summary>A thread has seen the exit of one other for which it waited.</summary>
    public virtual void ThreadJoined(Machine machine, int thread, Thread other) { }

    /// <summary>A thread has called <c>fork</c> or one of its kin: a process has come of its own, with a
    /// thread.</summary>
    public virtual void ProcessForked(Machine machine, Process child, int parent, int thread) { }

    /// <summary>A process has another program, and of its threads one alone.</summary>
    public virtual void ProcessExecuted(Machine machine, Process process, int thread) { }

    /// <summary>A process has ended; its status is known.</summary>
    public virtual void ProcessEnded(Machine machine, Process process) { }

    /// <summary>A process has init as its parent, since its own has ended.</summary>
    public virtual void ProcessAdopted(Machine machine, Process process) { }

    /// <summary>Nothing is left of a process: a thread of its parent was told how it ended; −1: init was.</summary>
    public virtual void ProcessReaped(Machine machine, Process process, int by) { }

    /// <summary>A signal was sent to a process, or to one of its threads.</summary>
    public virtual void SignalSent(Machine machine, Process to, Signals.Signal signal) { }

    /// <summary>A thread begins to handle a signal.</summary>
    public virtual void SignalTaken(Machine machine, int thread, Signals.Signal signal) { }

    /// <summary>
    /// A thread begins to wait for a lock or at one: it will block, or spins. Told again when it goes on waiting after
    /// it was woken in vain.
    /// </summary>
    public virtual void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared) { }

    /// <summary>A thread goes on without a lock: its time was up.</summary>
    public virtual void LockGivenUp(Machine machine, Lock awaited, int thread) { }

    /// <summary>A thread holds a lock from now on, alone or as one of many readers.</summary>
    public virtual void LockTaken(Machine machine, Lock taken, int thread, bool isShared) { }

    /// <summary>A thread has given back a lock that it held.</summary>
    public virtual void LockGivenBack(Machine machine, Lock given, int thread) { }

    /// <summary>A thread has done something for which others wait: notified, arrived, given a permit.</summary>
    public virtual void Signalled(Machine machine, Lock at, int thread) { }

    /// <summary>A thread goes on that has seen what others signalled.</summary>
    public virtual void Noticed(Machine machine, Lock at, int thread) { }

    /// <summary>A thread begins to use its CPU to wait for a lock, or has ceased to: it has it, or blocks.</summary>
    public virtual void SpinChanged(Machine machine, Lock at, int thread, bool spins) { }

    /// <summary>
    /// A thread has read or changed one of its variables, by number; <see cref="Machine.OperationOf"/> tells where.
    /// </summary>
    public virtual void Accessed(Machine machine, int thread, int variable, Access access) { }

    /// <summary>What is in a channel has changed.</summary>
    public virtual void ChannelChanged(Machine machine, Channel changed) { }

    /// <summary>A thread has touched a page, and needed the kernel for that. Told while it is served.</summary>
    /// <param name="at">The number of the page in its region.</param>
    public virtual void PageFaulted(Machine machine, int thread, string region, long at, Fault fault) { }

    /// <summary>A page has left memory: dropped, or written to swap.</summary>
    public virtual void PageEvicted(Machine machine, string region, long at, bool isWritten) { }

    /// <summary>A lock's holders or waiters have changed.</summary>
    public virtual void LockChanged(Machine machine, Lock changed) { }
}

using Timeslice.Des;
using Timeslice.Kernel.Locks;

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

    /// <summary>
    /// A thread has read or changed one of its variables, by number; <see cref="Machine.OperationOf"/> tells where.
    /// </summary>
    public virtual void Accessed(Machine machine, int thread, int variable, Access access) { }

    /// <summary>A lock's holders or waiters have changed.</summary>
    public virtual void LockChanged(Machine machine, Lock changed) { }
}

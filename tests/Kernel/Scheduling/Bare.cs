using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// A policy without a machine: it is told what a kernel would tell it.
sealed class Bare
{
    readonly Scheduler policy;
    int classes;

    public ThreadTable Threads { get; }

    public Bare(Scheduler policy, ulong seed = 42)
    {
        (this.policy, Threads) = (policy, new(new Simulation(seed)));
        policy.Threads = Threads;
    }

    public int Born(Terms? terms = null)
    {
        var thread = Threads.Add();
        Threads.AddClass(classes, terms ?? new());
        Threads[thread].Class = classes++;
        policy.Enqueue(thread, Arrival.Born);
        return thread;
    }

    public int Pick(int cpu = 0) => policy.Pick(cpu);
    public void SliceOver(int thread) => policy.Enqueue(thread, Arrival.SliceOver);
    public void Wake(int thread) => policy.Enqueue(thread, Arrival.Woken);

    /// A thread that is picked runs and blocks.
    public void Run(int thread, Duration time)
    {
        policy.Ran(thread, time);
        policy.Blocked(thread);
    }
}

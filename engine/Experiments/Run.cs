using Timeslice.Des;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>One run: builds a machine, lets it warm up, runs it to its end and measures it.</summary>
static class Run
{
    public static RunRecord Of(
        Point point, int replication, ulong seed, RunPlan plan,
        Func<Simulation, Machine> build, Func<Machine, Observer>? observe = null)
    {
        var simulation = new Simulation(seed, (ulong)replication);
        var machine = build(simulation);
        if (observe is not null) Attach(observe(machine), machine);
        var ending = WarmUp(machine, plan) ?? machine.Run(End(plan), plan.Limits);
        return new(point, replication, ending, MetricFamilies.Measure(machine), machine.Fingerprint, machine.Findings);
    }

    /// <summary>The observer is told first of the threads that are there already.</summary>
    static void Attach(Observer observer, Machine machine)
    {
        machine.Observer = observer;
        for (var thread = 0; thread < machine.Threads.End; thread++)
        {
            observer.ThreadCreated(machine, thread);
            observer.ThreadChanged(machine, thread, ThreadState.Ready);
        }
    }

    static Ending? WarmUp(Machine machine, RunPlan plan)
    {
        if (plan.Warmup == Duration.Zero) return null;
        var ending = machine.Run(Instant.Start + plan.Warmup, plan.Limits);
        if (ending.Reason != EndReason.TimeReached) return ending;
        machine.RestartStatistics();
        return null;
    }

    static Instant? End(RunPlan plan) => plan.Until is { } until ? Instant.Start + until : null;
}

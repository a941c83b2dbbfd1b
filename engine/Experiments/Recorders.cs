using Timeslice.Kernel;
using Timeslice.Kernel.Locks;

namespace Timeslice.Experiments;

/// <summary>Several observers as one.</summary>
sealed class Recorders(params Observer[] observers) : Observer
{
    public override void ThreadCreated(Machine machine, int thread)
    {
        foreach (var each in observers) each.ThreadCreated(machine, thread);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        foreach (var each in observers) each.ThreadChanged(machine, thread, state);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        foreach (var each in observers) each.CpuChanged(machine, cpu, state, thread);
    }

    public override void SpinChanged(Machine machine, Lock at, int thread, bool spins)
    {
        foreach (var each in observers) each.SpinChanged(machine, at, thread, spins);
    }

    public override void Accessed(Machine machine, int thread, int variable, Access access)
    {
        foreach (var each in observers) each.Accessed(machine, thread, variable, access);
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        foreach (var each in observers) each.LockChanged(machine, changed);
    }
}

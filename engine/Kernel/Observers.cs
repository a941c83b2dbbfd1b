using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel;

/// <summary>Several observers as one: each is told of everything, in their order.</summary>
public sealed class Observers(params Observer[] observers) : Observer
{
    readonly List<Observer> observers = [.. observers];

    internal void Add(Observer one) => observers.Add(one);

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

    public override void ThreadSpawned(Machine machine, int parent, int child)
    {
        foreach (var each in observers) each.ThreadSpawned(machine, parent, child);
    }

    public override void ThreadsJoined(Machine machine, int thread, int join)
    {
        foreach (var each in observers) each.ThreadsJoined(machine, thread, join);
    }

    public override void ProcessForked(Machine machine, Process child, int parent, int thread)
    {
        foreach (var each in observers) each.ProcessForked(machine, child, parent, thread);
    }

    public override void ProcessExecuted(Machine machine, Process process, int thread)
    {
        foreach (var each in observers) each.ProcessExecuted(machine, process, thread);
    }

    public override void ProcessEnded(Machine machine, Process process)
    {
        foreach (var each in observers) each.ProcessEnded(machine, process);
    }

    public override void ProcessAdopted(Machine machine, Process process)
    {
        foreach (var each in observers) each.ProcessAdopted(machine, process);
    }

    public override void ProcessReaped(Machine machine, Process process, int by)
    {
        foreach (var each in observers) each.ProcessReaped(machine, process, by);
    }

    public override void ThreadJoined(Machine machine, int thread, Thread other)
    {
        foreach (var each in observers) each.ThreadJoined(machine, thread, other);
    }

    public override void SignalSent(Machine machine, Process to, Signals.Signal signal)
    {
        foreach (var each in observers) each.SignalSent(machine, to, signal);
    }

    public override void SignalTaken(Machine machine, int thread, Signals.Signal signal)
    {
        foreach (var each in observers) each.SignalTaken(machine, thread, signal);
    }

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared)
    {
        foreach (var each in observers) each.LockAwaited(machine, awaited, thread, isShared);
    }

    public override void LockGivenUp(Machine machine, Lock awaited, int thread)
    {
        foreach (var each in observers) each.LockGivenUp(machine, awaited, thread);
    }

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        foreach (var each in observers) each.LockTaken(machine, taken, thread, isShared);
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread)
    {
        foreach (var each in observers) each.LockGivenBack(machine, given, thread);
    }

    public override void Signalled(Machine machine, Lock at, int thread)
    {
        foreach (var each in observers) each.Signalled(machine, at, thread);
    }

    public override void Noticed(Machine machine, Lock at, int thread)
    {
        foreach (var each in observers) each.Noticed(machine, at, thread);
    }

    public override void Accessed(Machine machine, int thread, int variable, Access access)
    {
        foreach (var each in observers) each.Accessed(machine, thread, variable, access);
    }

    public override void ChannelChanged(Machine machine, Channel changed)
    {
        foreach (var each in observers) each.ChannelChanged(machine, changed);
    }

    public override void PageFaulted(Machine machine, int thread, string region, long at, Fault fault)
    {
        foreach (var each in observers) each.PageFaulted(machine, thread, region, at, fault);
    }

    public override void PageEvicted(Machine machine, string region, long at, bool isWritten)
    {
        foreach (var each in observers) each.PageEvicted(machine, region, at, isWritten);
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        foreach (var each in observers) each.LockChanged(machine, changed);
    }

    public override void SpinChanged(Machine machine, Lock at, int thread, bool spins)
    {
        foreach (var each in observers) each.SpinChanged(machine, at, thread, spins);
    }
}

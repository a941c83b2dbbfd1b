using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Memory;

/// <summary>Kills the process that has the most in memory, and those who share its memory.</summary>
/// <remarks>
/// mm/oom_kill.c of Linux, without adjustments: the score is the resident set, for there is no swap left when it comes
/// to this. Of several with the same, the one with the lowest number.
/// </remarks>
static class OutOfMemoryKiller
{
    public static void Kill(Machine machine, PhysicalMemory memory)
    {
        AddressSpace? most = null;
        foreach (var process in machine.PresentProcesses)
            if (process is { IsOver: false, Space.Memory: { } space } && space.Resident > (most?.Resident ?? 0))
                most = space;
        if (most is null)
            throw new InvalidOperationException("all frames are in use, but no process has any");
        var victims = machine.PresentProcesses.Where(one => !one.IsOver && one.Space.Memory == most).ToList();
        foreach (var victim in victims)
        {
            machine.Note($"out of memory: {victim} is killed, which has {memory.Settings.BytesOf(most.Resident)} in "
                + $"memory of {memory.Settings.Size}");
            memory.Kills++;
            machine.ExitBySignal(victim, Signal.Kill);
        }
    }
}

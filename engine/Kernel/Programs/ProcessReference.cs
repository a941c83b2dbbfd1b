using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>Says which process is meant: a declared one by its name, or any by its number.</summary>
/// <param name="Name">That of a declared process; it is the one that runs, when it was started again.</param>
/// <param name="Pid">The number, where there is no name; 0: the caller's own.</param>
public sealed record ProcessReference(string? Name, Formula? Pid)
{
    public static implicit operator ProcessReference(Formula pid) => new(null, pid);
    public static implicit operator ProcessReference(string name) => new(name, null);

    /// <summary>Null where there is none now.</summary>
    internal Process? Find(Machine machine, int thread) =>
        Name is { } name ? machine.FindProcess(name)
        : Pid!.Evaluate(machine, thread) is not 0 and var pid ? machine.Table.Find(pid)
        : machine.ProcessOf(thread);
}

using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel;

/// <summary>One thread that waits in vain: where, since when, for what, and who has it.</summary>
public sealed record StuckThread(string Name, SourceLine At, Instant Since, string WaitsFor, string Because)
{
    internal static StuckThread Of(Machine machine, int thread)
    {
        var since = new Instant(machine.Threads[thread].Since);
        var at = machine.OperationOf(thread).Source;
        var (what, why) = machine.LockWantedBy(thread) is { } awaited
            ? (awaited.Name, Holders(awaited))
            : machine.ThreadAwaitedBy(thread) is { } other ? ($"the exit of {other.Name}", "it waits itself")
            : machine.AwaitsChild(thread) ? Children(machine, thread)
            : machine.AwaitedBy(thread) is { } its ? (its.What, Servers(machine, thread))
            : machine.AwaitsSignal(thread) ? ("a signal", "nobody sends it one")
            : machine.Threads[thread].State == ThreadState.Stopped ? ("SIGCONT", "its process is stopped")
            : machine.Threads[thread].IsBlocked ? ("the exit of threads it spawned", "they wait themselves")
            : ("a CPU", "none is free");
        return new(machine.Place + machine.NameOf(thread), at, since, what, why);
    }

    public override string ToString() =>
        $"{Name} waits for {WaitsFor} since {Since}{(At.Line == 0 ? "" : $" at {At}")}: {Because}";

    static (string, string) Children(Machine machine, int thread)
    {
        var children = machine.ChildrenAwaitedBy(thread, out var isOneEnough).ToList();
        return (isOneEnough ? "the end of a child process" : "the end of its child processes",
            $"still there: {string.Join(", ", children.Take(4))}{(children.Count > 4 ? ", …" : "")}");
    }

    static string Servers(Machine machine, int thread)
    {
        var at = machine.AwaitedBy(thread)!;
        var own = machine.ServersOf(at).ToList();
        var servers = own.Where(other => other != thread).Select(machine.NameOf)
            .Concat(machine.World.Machines.Where(other => other != machine)
                .SelectMany(other => other.ServersOf(at).Select(its => other.Place + other.NameOf(its))))
            .ToList();
        var means = at.Means;
        return own.Count + servers.Count == 0 ? $"nobody has {means}"
            : servers.Count == 0 ? $"only its own process has {means}"
            : $"{means} have {string.Join(", ", servers.Take(4))}{(servers.Count > 4 ? ", …" : "")}";
    }

    static string Holders(Locks.Lock awaited)
    {
        if (awaited.Permits == 0 && awaited.HeldBy.Count == 0) return "nobody is left to wake it";
        if (awaited.HeldBy.Count == 0) return $"all {awaited.Permits} of its permits are taken";
        var taken = awaited.TakenBy is { Source.Line: > 0 } operation ? $" (taken at {operation.Source})" : "";
        return $"held by {awaited.Holding}{taken}";
    }
}

namespace Timeslice.Tests.Reference;

/// How run queues and CPUs belong together: one queue for all, or one for each, with or without taking from others.
enum Queues { Shared, PerCpu, Stealing }

/// A thread that starts at a time in a process and takes steps.
sealed record Starter(int Process, int At, params Step[] Steps)
{
    public Claims Claims { get; init; } = new();

    public override string ToString() =>
        $"new({Process}, {At}{string.Concat(Steps.Select(s => $", {s}"))})"
        + (Claims == new Claims() ? "" : $" {{ Claims = {Claims} }}");
}

/// A whole small world in integers. A lock that is a number: 0 is a mutex.
sealed record Scenario(int Cpus, Policy Policy, Prices Prices, LockPlan[] Locks, int Until, params Starter[] Threads)
{
    public Queues Queues { get; init; }

    /// A woken thread goes to its last CPU even if that is busy and another idle; with a queue for each CPU only.
    public bool WakesWhereItWas { get; init; }

    /// As C#, to be pasted into a test.
    public override string ToString() =>
        $"""
        new Scenario({Cpus}, {Policy}, {Prices}, [{string.Join(", ", Locks.Select(l => $"{l}"))}], {Until},
            {string.Join(",\n    ", Threads.Select(t => $"{t}"))})
        """ + (Queues == Queues.Shared ? ""
            : $" {{ Queues = Queues.{Queues}, WakesWhereItWas = {(WakesWhereItWas ? "true" : "false")} }}");
}

/// What the kernel costs, in nanoseconds.
sealed record Prices(
    int ThreadSwitch = 0, int ProcessSwitch = 0, int SystemCall = 0, int LockOperation = 0, int ThreadCreate = 0,
    int CacheLine = 0)
{
    public override string ToString() =>
        $"new({ThreadSwitch}, {ProcessSwitch}, {SystemCall}, {LockOperation}, {ThreadCreate}, {CacheLine})";
}

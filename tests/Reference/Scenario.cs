namespace Timeslice.Tests.Reference;

/// A thread that starts at a time in a process and takes steps.
sealed record Starter(int Process, int At, params Step[] Steps)
{
    public override string ToString() => $"new({Process}, {At}{string.Concat(Steps.Select(s => $", {s}"))})";
}

/// A whole small world in integers. A quantum of 0 means first come, first served; a lock of 0 permits is a mutex.
sealed record Scenario(int Cpus, int Quantum, Prices Prices, int[] Locks, int Until, params Starter[] Threads)
{
    /// As C#, to be pasted into a test.
    public override string ToString() =>
        $"""
        new Scenario({Cpus}, {Quantum}, {Prices}, [{string.Join(", ", Locks)}], {Until},
            {string.Join(",\n    ", Threads.Select(t => $"{t}"))})
        """;
}

/// What the kernel costs, in nanoseconds.
sealed record Prices(
    int ThreadSwitch = 0, int ProcessSwitch = 0, int SystemCall = 0, int LockOperation = 0, int ThreadCreate = 0)
{
    public override string ToString() =>
        $"new({ThreadSwitch}, {ProcessSwitch}, {SystemCall}, {LockOperation}, {ThreadCreate})";
}

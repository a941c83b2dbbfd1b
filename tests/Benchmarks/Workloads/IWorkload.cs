namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// A whole simulation whose speed is measured, built in each of the ways in which the engine knows processes.
/// </summary>
interface IWorkload
{
    string Name { get; }

    /// <summary>What is counted.</summary>
    string Unit { get; }

    string Summary { get; }

    /// <summary>The workload whose time per unit this one's is compared with, if any.</summary>
    string? ComparedWith => null;

    /// <summary>By threads of the kernel: interpreted programs, all statistics kept. Null where it is not.</summary>
    Sample? Threads() => null;

    /// <summary>
    /// By coroutines of the core: async methods, with the statistics of their resources. Null where it is not.
    /// </summary>
    Sample? Tasks() => null;
}

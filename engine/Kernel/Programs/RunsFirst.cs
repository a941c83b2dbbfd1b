namespace Timeslice.Kernel.Programs;

/// <summary>Who goes on first after a fork.</summary>
public enum RunsFirst
{
    /// <summary>The parent goes on; the child waits for a CPU.</summary>
    Parent,

    /// <summary>The parent yields to the child.</summary>
    Child,

    /// <summary>One or the other, by the parent's random numbers.</summary>
    Random,

    /// <summary>
    /// One or the other, so that 2^n replications go through all orders of n forks: replication r has the child
    /// first at the k-th fork where bit k of r − 1 is set.
    /// </summary>
    Explored,
}

namespace Timeslice.Kernel;

/// <summary>CPUs that are alike, numbered one after the other.</summary>
public sealed record EqualCpus
{
    /// <summary>How many, from 1 to 4096.</summary>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= Topology.MostCpus ? value
            : throw new ArgumentOutOfRangeException(nameof(Count), value, $"must be from 1 to {Topology.MostCpus}");
    } = 1;

    /// <summary>Nanoseconds of work that each does in a nanosecond, from 0.001 to 1000.</summary>
    public double Speed
    {
        get;
        init => field = value is >= 0.001 and <= 1000 ? value
            : throw new ArgumentOutOfRangeException(nameof(Speed), value, "must be from 0.001 to 1000");
    } = 1;

    /// <summary>CPUs of a core, from 1: siblings, which slow each other down to <c>smt-speed</c>.</summary>
    public int PerCore
    {
        get;
        init => field = value >= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(PerCore), value, "must be at least 1");
    } = 1;

    /// <summary>CPUs of a node (NUMA), from 1; all of them when left out.</summary>
    public int? PerNode
    {
        get;
        init => field = value is null or >= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(PerNode), value, "must be at least 1");
    }

    /// <summary>The number of their node, or of the first of their nodes, from 0 to 4095.</summary>
    public int Node
    {
        get;
        init => field = value is >= 0 and < Topology.MostCpus ? value
            : throw new ArgumentOutOfRangeException(nameof(Node), value, $"must be from 0 to {Topology.MostCpus - 1}");
    }
}

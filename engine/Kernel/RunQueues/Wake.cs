namespace Timeslice.Kernel.RunQueues;

/// <summary>To which CPU a woken thread goes.</summary>
public enum Wake
{
    /// <summary>Its last one if that is idle, else the lowest idle one, else its last.</summary>
    Idle,

    /// <summary>Its last one, or an idle one of the same node, although CPUs of other nodes may be idle.</summary>
    Node,

    /// <summary>Its last one, whoever is idle.</summary>
    Last,
}

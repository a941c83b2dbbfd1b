namespace Timeslice.Kernel.Clients;

/// <summary>What a client does with its connections. One kind a file.</summary>
/// <remarks>It keeps nothing of a run.</remarks>
public abstract class Connections
{
    /// <summary>A connection is used again for the next request.</summary>
    internal abstract bool AreKept { get; }

    /// <summary>By the same user alone.</summary>
    internal virtual bool AreOwn => false;

    /// <summary>The most that are open at a time.</summary>
    internal virtual int Most => int.MaxValue;
}

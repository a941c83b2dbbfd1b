using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>How long a client waits before it tries again. One kind a file.</summary>
/// <remarks>It keeps nothing of a run.</remarks>
public abstract class BackOff
{
    /// <summary>The wait before a retry.</summary>
    /// <param name="retry">Which of its request, from 1.</param>
    internal abstract Duration Before(int retry, ref RandomStream random);
}

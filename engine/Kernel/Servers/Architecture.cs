namespace Timeslice.Kernel.Servers;

/// <summary>
/// How a server comes to serve many clients at once: which processes and threads it has, and who does what. One kind a
/// file.
/// </summary>
/// <remarks>It keeps nothing of a run: many machines at once may use one.</remarks>
public abstract class Architecture
{
    /// <summary>Makes the locks and starts the process of a server that belongs to a machine now.</summary>
    internal abstract void Build(Server server);
}

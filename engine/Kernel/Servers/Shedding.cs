namespace Timeslice.Kernel.Servers;

/// <summary>When a server answers a request with 503 at once instead of serving it. One kind a file.</summary>
public abstract class Shedding
{
    /// <summary>Whether a request is not served that is taken now.</summary>
    /// <param name="waited">How long ago its first bytes came, in nanoseconds.</param>
    internal abstract bool Sheds(Server server, long waited);
}

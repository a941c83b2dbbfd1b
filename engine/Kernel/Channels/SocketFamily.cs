namespace Timeslice.Kernel.Channels;

/// <summary>Between whom sockets connect.</summary>
public enum SocketFamily
{
    /// <summary>Processes of one machine, through buffers of its kernel: unix(7).</summary>
    Local,

    /// <summary>Processes of any machines, over the network; of one machine, by its loopback: tcp(7), udp(7).</summary>
    Network,
}

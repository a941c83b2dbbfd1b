namespace Timeslice.Kernel.Channels;

/// <summary>What an open channel may be used for.</summary>
public enum Use
{
    /// <summary>To read, or to receive.</summary>
    Reading,

    /// <summary>To write, or to send.</summary>
    Writing,

    /// <summary>Both.</summary>
    Both,
}

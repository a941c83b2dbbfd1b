namespace Timeslice.Kernel.Devices;

/// <summary>When what is written to a cache comes to the device behind it.</summary>
public enum CacheWrites
{
    /// <summary>When its page makes room for another, or at a <c>sync</c>.</summary>
    Back,

    /// <summary>At once: the writer waits for it.</summary>
    Through,
}

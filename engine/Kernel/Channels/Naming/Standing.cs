namespace Timeslice.Kernel.Channels.Naming;

/// <summary>The place behind a name or a key, and what stands there at present.</summary>
sealed class Standing
{
    /// <summary>Null where there is nothing.</summary>
    public KernelObject? Object { get; set; }
}

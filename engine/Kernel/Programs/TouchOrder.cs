namespace Timeslice.Kernel.Programs;

/// <summary>In which order pages are touched.</summary>
public enum TouchOrder
{
    /// <summary>One after the other, from the first.</summary>
    Sequential,

    /// <summary>Each drawn anew from the first to the last of the region: some come up again, some never.</summary>
    Random,
}

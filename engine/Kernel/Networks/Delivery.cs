namespace Timeslice.Kernel.Networks;

/// <summary>What has become of a message.</summary>
/// <param name="Tag">The sender's own word, as it was given.</param>
/// <param name="Size">All its bytes, those that were lost as well.</param>
/// <param name="Lost">How many of its bytes were in packets that were lost.</param>
/// <param name="PacketsLost">How many of its packets were lost; one packet may have no bytes.</param>
public readonly record struct Delivery(long Tag, Bytes Size, Bytes Lost, long PacketsLost)
{
    /// <summary>All of it has arrived.</summary>
    public bool IsWhole => PacketsLost == 0;
}

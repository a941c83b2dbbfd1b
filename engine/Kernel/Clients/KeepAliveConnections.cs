namespace Timeslice.Kernel.Clients;

/// <summary>
/// Connections are kept open and used again, the one that was used last first, by whoever asks; a new one is opened
/// where none is free. So there are as many as there ever were requests at a time.
/// </summary>
/// <param name="most">
/// The most that are open at a time, from 1: further requests wait in line until one is free. No bounds when left out.
/// </param>
public sealed class KeepAliveConnections(int? most = null) : Connections
{
    internal override bool AreKept => true;

    internal override int Most { get; } = most is null or >= 1 ? most ?? int.MaxValue
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1");
}

using Timeslice.Des;

namespace Timeslice.Experiments;

/// <summary>What one run gave: how it ended, what was measured, and the fingerprint of all its dispatches.</summary>
public sealed record RunRecord(
    Point Point, int Replication, Ending Ending,
    IReadOnlyList<Measurement> Measurements, ulong Fingerprint, IReadOnlyList<string> Findings)
{
    /// <summary>It ended as it was asked to.</summary>
    public bool IsComplete => Ending.Reason is EndReason.Done or EndReason.TimeReached or EndReason.Stopped;
}

namespace Timeslice.Kernel.Processes;

/// <summary>Numbers of signals, as on Linux: signal(7).</summary>
static class Signals
{
    public const int Kill = 9;
    public const int SegmentationFault = 11;
}

using Timeslice.Des;

namespace Timeslice.Kernel.Locks;

/// <summary>How long a thread is willing to wait.</summary>
/// <param name="IsReturning">It gets the lock back after a wait that gave it back: no interrupt ends that.</param>
readonly record struct Patience(Duration Time, bool IsReturning = false)
{
    public static readonly Patience Endless = new(Duration.Max);
    public static readonly Patience Returning = new(Duration.Max, IsReturning: true);
    public static readonly Patience None = new(Duration.Zero);

    public bool IsEndless => Time == Duration.Max;
    public bool IsNone => Time == Duration.Zero;
}

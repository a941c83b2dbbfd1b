using Timeslice.Des;

namespace Timeslice.Kernel.Locks;

/// <summary>How long a thread is willing to wait.</summary>
readonly record struct Patience(Duration Time)
{
    public static readonly Patience Endless = new(Duration.Max);
    public static readonly Patience None = new(Duration.Zero);

    public bool IsEndless => Time == Duration.Max;
    public bool IsNone => Time == Duration.Zero;
}

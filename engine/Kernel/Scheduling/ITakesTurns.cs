using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// A scheduler under which threads take turns: first in, first out, on any CPU, each for one quantum while others wait.
/// Of such turns, whole rounds can be jumped.
/// </summary>
interface ITakesTurns
{
    Duration Quantum { get; }

    /// <summary>All threads that are ready.</summary>
    ref ThreadQueue Line { get; }
}

using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>CPU time that an operation costs, spent in the kernel or in user mode.</summary>
public readonly record struct Charge(Duration Time, bool InKernel)
{
    public static Charge User(Duration time) => new(time, InKernel: false);
    public static Charge System(Duration time) => new(time, InKernel: true);
}

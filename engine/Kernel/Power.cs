using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>
/// What a CPU draws, in watts: a share that depends on nothing and one that grows with the cube of its speed.
/// </summary>
/// <remarks>
/// Dynamic power is C V² f, and the voltage goes with the frequency (T. Burd and R. Brodersen, HICSS 1995).
/// </remarks>
/// <param name="Idle">When it has nothing to do, from 0.</param>
/// <param name="Static">When it is busy, whatever its speed, from 0.</param>
/// <param name="Dynamic">On top of that at speed 1, from 0.</param>
public sealed record Power(double Idle, double Static, double Dynamic)
{
    public double Idle { get; } = From0(Idle, nameof(Idle));
    public double Static { get; } = From0(Static, nameof(Static));
    public double Dynamic { get; } = From0(Dynamic, nameof(Dynamic));

    /// <summary>What a CPU has used so far, in joules.</summary>
    public double Energy(Cpu cpu)
    {
        var (idle, all) = (cpu.TimeIn(CpuState.Idle).Seconds, 0.0);
        for (var state = CpuState.Idle; state <= CpuState.Interrupted; state++) all += cpu.TimeIn(state).Seconds;
        var speed = cpu.Place.Speed;
        return idle * Idle + (all - idle) * (Static + Dynamic * speed * speed * speed);
    }

    static double From0(double watts, string name) => double.IsFinite(watts) && watts >= 0
        ? watts
        : throw new ArgumentOutOfRangeException(name, watts, "must be 0 or above");
}

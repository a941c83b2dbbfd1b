using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Gives up the CPU until a time has passed, then waits for a CPU again. A sleep of 0 goes on at once. A system call.
/// </summary>
/// <param name="time">How long.</param>
public sealed class Sleep(RandomDuration time) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Sleep(thread, time.Draw(ref machine.Random(thread)));
}

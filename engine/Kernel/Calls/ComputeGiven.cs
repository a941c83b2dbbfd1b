using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Uses the CPU for the time that the call gave: <see cref="Compute"/> for methods.</summary>
sealed class ComputeGiven : Operation
{
    public static readonly ComputeGiven Operation = new();

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Work(thread, new(machine.BodyOf(thread).Calling.Time));
}

/// <summary>Sleeps for the time that the call gave: <see cref="Sleep"/> for methods.</summary>
sealed class SleepGiven : Operation
{
    public static readonly SleepGiven Operation = new();

    internal override bool MayBeBrokenOff(Machine machine, int thread) => true;

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.BodyOf(thread).Calling.Time > 0;

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Sleep(thread, new Duration(machine.BodyOf(thread).Calling.Time));
}

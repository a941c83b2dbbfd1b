using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Gives up the CPU until a time has passed, then waits for a CPU again. A sleep of 0 goes on at once. The handler of a
/// signal ends it early. A system call.
/// </summary>
/// <param name="time">How long.</param>
/// <param name="as">The variable that gets what was left when a signal came, in nanoseconds; 0 where none did.</param>
public sealed class Sleep(RandomDuration time, VariableReference? @as = null) : Operation
{
    public override bool CanBeAwaited => true;

    protected internal override void Assemble(Assembler code)
    {
        if (@as is { } left) code.AddCall(new Told(time, code.Slot()), this, left);
        else code.Add(this);
    }

    internal override bool MayBeBrokenOff(Machine machine, int thread) => true;

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Sleep(thread, time.Draw(ref machine.Random(thread)));

    sealed class Told(RandomDuration time, int until) : Operation
    {
        internal override bool MayBeBrokenOff(Machine machine, int thread) => true;

        internal override void BreakOff(Machine machine, int thread) =>
            machine.Answer(thread, Math.Max(0, machine.Word(thread, until) - machine.Now));

        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var drawn = time.Draw(ref machine.Random(thread));
            machine.Word(thread, until) = machine.Now + drawn.Nanoseconds;
            machine.Answer(thread, 0);
            return machine.Sleep(thread, drawn);
        }
    }
}

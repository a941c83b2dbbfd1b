using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Sends SIGALRM to the process after a time. It has one alarm, which takes the place of the one before. A system call.
/// </summary>
/// <param name="time">How long until then; 0: never.</param>
/// <param name="as">The variable that gets what was left of the one before, in nanoseconds; 0 where there was
/// none.</param>
public sealed class Alarm(RandomDuration time, VariableReference? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(time), this, @as);

    sealed class Step(RandomDuration time) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var after = time.Draw(ref machine.Random(thread));
            var left = machine.Signalling.Alarms.Set(machine.ProcessOf(thread), after);
            return machine.Answer(thread, left.Nanoseconds);
        }
    }
}

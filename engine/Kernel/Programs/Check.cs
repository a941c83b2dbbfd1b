using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Ends the run as an error of the program when a condition does not hold. Takes no time.</summary>
/// <param name="condition">What must hold whenever a thread comes here.</param>
public sealed class Check(Formula condition) : Operation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (condition.Evaluate(machine, thread) != 0) return Flow.Next;
        var values = condition.Values(machine, thread);
        throw machine.Refuse(thread,
            $"checks {condition}, which does not hold{(values.Length > 0 ? $": {values}" : "")}");
    }
}

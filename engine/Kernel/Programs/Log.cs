using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Writes a line to the machine's log, when there is one. Takes no time.</summary>
/// <param name="text">The line; <c>${counter}</c> in it stands for what it is worth then.</param>
public sealed class Log(Phrase text) : Operation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (text.Say(machine, thread) is { } said) machine.WriteLine(thread, said);
        return Flow.Next;
    }
}

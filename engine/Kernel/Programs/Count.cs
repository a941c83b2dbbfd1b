using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>Counts, as the metric <c>count.NAME</c>, how often a thread came here. Takes no time.</summary>
/// <param name="name">What is counted; several operations may count the same.</param>
public sealed class Count(string name) : Operation
{
    internal override Duration? WorstCpuTime => Duration.Zero;

    internal override void Announce(Machine machine) => machine.Counted.TryAdd(name, 0);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Counted[name]++;
        return Flow.Next;
    }
}

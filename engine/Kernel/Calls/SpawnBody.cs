using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Starts a thread whose program is a method: <see cref="Spawn"/> for methods.</summary>
sealed class SpawnBody(string name, Func<Thread, SimTask> body, string group) : Operation
{
    public Thread? Created { get; private set; }

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.ThreadCreate);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        Created = machine.SpawnFrom(thread, name, body, ref machine.BodyOf(thread).Group(group));
        return Flow.Next;
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>Threads that come into being later in the run.</summary>
sealed class Births : IEventTarget
{
    readonly Machine machine;
    readonly Lifecycle lifecycle;
    readonly List<Birth> expected = [];
    readonly int events;

    public Births(Machine machine, Lifecycle lifecycle)
    {
        (this.machine, this.lifecycle) = (machine, lifecycle);
        events = machine.Simulation.Register(this);
    }

    public void Expect(Duration delay, Birth birth)
    {
        expected.Add(birth);
        machine.Simulation.After(delay, events + expected.Count - 1, 0);
    }

    public bool IsLive(int number, uint generation) => true;

    public bool TryFire(int number, uint generation)
    {
        lifecycle.Create(expected[number], join: -1);
        return true;
    }

    public string Describe(int number) => $"the start of {expected[number].Class.Name} {expected[number].Serial}";
}

/// <summary>
/// A thread to be: its number within its class, and its random stream with what was drawn from it already.
/// </summary>
/// <param name="Name">Names its random stream, and those of its children.</param>
/// <param name="Body">The thread as its method knows it, or null where the program is interpreted.</param>
readonly record struct Birth(ThreadClass Class, int Serial, ulong Name, RandomStream Random, Thread? Body);

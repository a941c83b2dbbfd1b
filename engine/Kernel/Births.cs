using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>Threads that come into being later in the run.</summary>
sealed class Births : IEventTarget
{
    readonly Machine machine;
    readonly Lifecycle lifecycle;
    readonly List<Birth> expected = [];
    readonly Stack<int> free = [];
    readonly int events;

    public Births(Machine machine, Lifecycle lifecycle)
    {
        (this.machine, this.lifecycle) = (machine, lifecycle);
        events = machine.Simulation.Register(this);
    }

    public void Expect(Duration delay, in Birth birth)
    {
        if (!free.TryPop(out var number))
        {
            number = expected.Count;
            if (number == Simulation.MaxNumbers)
                throw new RunStopped(EndReason.LimitReached,
                    $"{number:N0} threads are still to start, the most there may be, when one more is declared");
            expected.Add(default);
        }
        expected[number] = birth;
        machine.Simulation.After(delay, events + number, 0);
    }

    public bool IsLive(int number, uint generation) => true;

    public bool TryFire(int number, uint generation)
    {
        var birth = expected[number];
        expected[number] = default;
        free.Push(number);
        lifecycle.Create(birth, join: -1);
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

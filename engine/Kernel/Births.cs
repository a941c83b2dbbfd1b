using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>Threads that come into being later in the run.</summary>
sealed class Births : IEventTarget
{
    readonly Machine machine;
    readonly Lifecycle lifecycle;
    readonly List<(Birth Birth, uint Generation)> expected = [];
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
        var generation = expected[number].Generation;
        expected[number] = (birth, generation);
        birth.Process.Expected++;
        machine.Simulation.After(delay, events + number, generation);
    }

    /// <summary>A process is over: no more threads start in it.</summary>
    public void Forget(Process process)
    {
        for (var number = 0; process.Expected > 0; number++)
        {
            if (expected[number].Birth.Process != process) continue;
            Take(number);
            machine.Simulation.Cancelled();
        }
    }

    public bool IsLive(int number, uint generation) => expected[number].Generation == generation;

    public bool TryFire(int number, uint generation)
    {
        if (expected[number].Generation != generation) return false;
        lifecycle.Create(Take(number), join: -1);
        return true;
    }

    public string Describe(int number) =>
        $"the start of {expected[number].Birth.Class.Name} {expected[number].Birth.Serial}";

    Birth Take(int number)
    {
        var (birth, generation) = expected[number];
        expected[number] = (default, generation + 1);
        free.Push(number);
        birth.Process.Expected--;
        return birth;
    }
}

/// <summary>
/// A thread to be: its number within its class, and its random stream with what was drawn from it already.
/// </summary>
/// <param name="Name">Names its random stream, and those of its children.</param>
/// <param name="Body">The thread as its method knows it, or null where the program is interpreted.</param>
/// <param name="IsMain">When it returns, its process ends.</param>
readonly record struct Birth(
    ThreadClass Class, Process Process, int Serial, ulong Name, RandomStream Random, Thread? Body, bool IsMain = false)
{
    /// <summary>The thread that creates it; −1: none does.</summary>
    public int Parent { get; init; } = -1;
}

using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>Threads that come into being later in the run.</summary>
sealed class Births : IEventTarget
{
    readonly Machine machine;
    readonly List<(Action Create, string Name)> expected = [];
    readonly int events;

    public Births(Machine machine) => (this.machine, events) = (machine, machine.Simulation.Register(this));

    public void Expect(Instant at, Action create, string name)
    {
        expected.Add((create, name));
        machine.Simulation.After(at - machine.Simulation.Now, events + expected.Count - 1, 0);
    }

    public bool IsLive(int number, uint generation) => true;
    public void Fire(int number) => expected[number].Create();
    public string Describe(int number) => $"the start of {expected[number].Name}";
}

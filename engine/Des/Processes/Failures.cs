namespace Timeslice.Des;

/// <summary>Failures that nobody has heeded: each has until the end of its instant.</summary>
internal sealed class Failures : IEventTarget
{
    readonly Simulation simulation;
    readonly Queue<(Occurrence What, SimProcess? Culprit)> waiting = [];
    readonly int id;

    internal Failures(Simulation simulation)
    {
        this.simulation = simulation;
        id = simulation.Register(this);
    }

    internal void Add(Occurrence what, SimProcess? culprit)
    {
        waiting.Enqueue((what, culprit));
        simulation.AtEndOfInstant(id, 0);
    }

    bool IEventTarget.IsLive(int number, uint generation) => true;

    void IEventTarget.Fire(int number)
    {
        var (what, culprit) = waiting.Dequeue();
        if (what.IsHeeded) return;
        var who = culprit is null ? $"{what}" : what == culprit.Exited ? $"{culprit}" : $"{what}, by {culprit},";
        throw new SimulationFailed(simulation, who, what.Error!, culprit);
    }

    string IEventTarget.Describe(int number) => $"the failure of {waiting.Peek().What}";
}

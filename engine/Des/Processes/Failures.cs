namespace Timeslice.Des;

/// <summary>Failures that nobody has heeded: each has until the end of its instant.</summary>
internal sealed class Failures : IDecider
{
    readonly Simulation simulation;
    readonly Queue<(Occurrence What, SimProcess? Culprit)> waiting = [];

    internal Failures(Simulation simulation)
    {
        this.simulation = simulation;
        simulation.Register(this);
    }

    internal void Add(Occurrence what, SimProcess? culprit)
    {
        waiting.Enqueue((what, culprit));
        simulation.AskForDecision();
    }

    bool IDecider.IsUndecided => waiting.Count > 0;

    void IDecider.Decide()
    {
        simulation.TakeDecision(this);
        var (what, culprit) = waiting.Dequeue();
        if (what.IsHeeded) return;
        var who = culprit is null ? $"{what}" : what == culprit.Exited ? $"{culprit}" : $"{what}, by {culprit},";
        throw new SimulationFailed(simulation, who, what.Error!, culprit);
    }

    string IDecider.Describe() => $"the failure of {waiting.Peek().What}";
}

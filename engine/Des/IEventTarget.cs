namespace Timeslice.Des;

/// <summary>Owns a family of events, numbered from 0: the simulation tells it when one is due.</summary>
public interface IEventTarget
{
    /// <summary>
    /// False when the event was cancelled, which a target says by giving its number a new generation.
    /// </summary>
    bool IsLive(int number, uint generation);

    /// <summary>The time of an event has come; false when it was cancelled, and nothing happens.</summary>
    bool TryFire(int number, uint generation);

    /// <summary>
    /// An event of this number will probably be due in a moment: a target of very many may fetch what it needs.
    /// </summary>
    void Prefetch(int number) { }

    /// <summary>What the event is, for people: it stands in the message when a limit stops the run there.</summary>
    string Describe(int number);
}

namespace Timeslice.Des;

/// <summary>
/// Takes decisions that were put off to the end of an instant, when nothing else is left to happen in it.
/// </summary>
public interface IDecider
{
    /// <summary>Whether it has asked for a decision that is still to be taken.</summary>
    bool IsUndecided { get; }

    /// <summary>Takes one decision.</summary>
    void Decide();

    /// <summary>
    /// What the next decision is, for people: it stands in the message when a limit stops the run there.
    /// </summary>
    string Describe();
}

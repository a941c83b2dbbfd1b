namespace Timeslice.Kernel.Signals;

/// <summary>How a process reacts to signals; what clones made with <c>handlers</c> have in common.</summary>
sealed class Handlers
{
    readonly Reaction?[] reactions;

    public Handlers() : this(new Reaction?[(int)Signal.Sys + 1]) { }

    Handlers(Reaction?[] reactions) => this.reactions = reactions;

    public Reaction this[Signal signal]
    {
        get => reactions[(int)signal] ?? Reaction.Default;
        set => reactions[(int)signal] = value;
    }

    /// <summary>Those of a child of <c>fork</c>.</summary>
    public Handlers Copy() => new([.. reactions]);

    /// <summary>After an <c>exec</c>: there are no handlers any more, and what was ignored still is.</summary>
    public Handlers OfNewProgram() =>
        new([.. reactions.Select(reaction => reaction == Reaction.Ignore ? reaction : null)]);
}

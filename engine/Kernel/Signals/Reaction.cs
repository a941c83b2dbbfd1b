using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Signals;

/// <summary>What a process does when a signal comes: what it always does, nothing, or a program of its own.</summary>
public sealed class Reaction
{
    /// <summary>What signal(7) says.</summary>
    public static readonly Reaction Default = new((Program?)null);

    /// <summary>Nothing.</summary>
    public static readonly Reaction Ignore = new((Program?)null);

    Reaction(Program? handler) => Handler = handler;

    /// <summary>A handler: a program that a thread of the process executes, with a frame of its own.</summary>
    public Reaction(IReadOnlyList<Operation> @do)
        : this(new Program("handler", [new EnterHandler(), .. @do])) { }

    /// <summary>A handler that is a method. It takes no time but that of delivery, and must not wait.</summary>
    public Reaction(Action<Machine> does) : this([new Act(does)]) { }

    /// <summary>What a thread executes; null where there is no handler.</summary>
    internal Program? Handler { get; }

    /// <summary>Calls that the handler interrupts begin anew, where they can.</summary>
    internal bool Restarts { get; private init; } = true;

    internal Reaction With(bool restart) => Handler is null ? this : new(Handler) { Restarts = restart };

    internal Effect EffectOf(Signal signal) => Handler is not null ? Effect.Handle
        : this == Ignore ? Effect.Ignore : Defaults.EffectOf(signal);

    sealed class Act(Action<Machine> does) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            does(machine);
            return Flow.Next;
        }
    }
}

/// <summary>A handler begins: this is paid for the way there and back.</summary>
sealed class EnterHandler : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SignalHandler);

    protected internal override Flow Execute(Machine machine, int thread) => Flow.Next;
}

using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>How often something is done: a number, fixed or drawn, or one that a program works out.</summary>
public readonly struct Times
{
    readonly RandomCount drawn;
    readonly Formula? workedOut;

    Times(RandomCount drawn, Formula? workedOut) => (this.drawn, this.workedOut) = (drawn, workedOut);

    public static implicit operator Times(RandomCount count) => new(count, null);
    public static implicit operator Times(long count) => new(count, null);
    public static implicit operator Times(Distribution source) => new(source, null);

    /// <summary>Not at all where it is below 0.</summary>
    public static implicit operator Times(Formula formula) => new(default, formula);

    internal bool IsOwn => workedOut?.IsOwn != false;

    /// <summary>What none exceeds; 2^63 − 1 where nothing bounds them.</summary>
    internal long Most => workedOut is null ? drawn.Most : long.MaxValue;

    internal long Of(Machine machine, int thread) =>
        workedOut?.Evaluate(machine, thread) ?? drawn.Draw(ref machine.Random(thread));
}

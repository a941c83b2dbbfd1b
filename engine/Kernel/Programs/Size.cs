using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>How many bytes something has: a size, fixed or drawn, or a number that a program works out.</summary>
public readonly struct Size
{
    readonly RandomCount drawn;
    readonly Formula? workedOut;

    Size(RandomCount drawn, Formula? workedOut) => (this.drawn, this.workedOut) = (drawn, workedOut);

    public static implicit operator Size(Bytes bytes) => new(bytes.Count, null);
    public static implicit operator Size(RandomCount bytes) => new(bytes, null);

    /// <summary>None where it is below 0.</summary>
    public static implicit operator Size(Formula formula) => new(default, formula);

    /// <summary>Where no program works it out.</summary>
    internal RandomCount? Drawn => workedOut is null ? drawn : (RandomCount?)null;

    internal long Of(Machine machine, int thread) => workedOut is { } formula
        ? Math.Max(0, formula.Evaluate(machine, thread))
        : drawn.Draw(ref machine.Random(thread));
}

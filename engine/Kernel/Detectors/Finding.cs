using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Detectors;

/// <summary>Something that went wrong in a run, or could have, with the evidence.</summary>
/// <param name="Kind">The detector that found it, as scenarios name it.</param>
/// <param name="At">When it was seen first.</param>
/// <param name="Text">What it is, for people: who, where, since when.</param>
/// <param name="Sources">The lines of the scenario that it is about; none where programs are methods.</param>
/// <param name="Values">What was measured.</param>
public sealed record Finding(
    string Kind, Instant At, string Text, IReadOnlyList<SourceLine> Sources, IReadOnlyList<FindingValue> Values)
{
    /// <summary>How often it was seen.</summary>
    public long Times { get; internal set; } = 1;

    public override string ToString() => Times == 1 ? $"{At}: {Text}" : $"{At}: {Text} ({Times} times)";
}

/// <summary>Something measured about a finding.</summary>
/// <param name="Unit"><c>s</c>, or <c>1</c> for counts and shares.</param>
public readonly record struct FindingValue(string Name, string Unit, double Value)
{
    internal static FindingValue Time(string name, Duration value) => new(name, "s", value.Seconds);
    internal static FindingValue Number(string name, double value) => new(name, "1", value);
}

using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>A scalar with names in it that get their values only in the run: what it is worth, a program works
/// out.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Parameters">The values of the other names in it, without dollar signs.</param>
sealed record Pending(
    Place Place, string Text, Template Template, IReadOnlyDictionary<string, Value> Parameters) : Node(Place)
{
    /// <summary>The name by which an expression means the number of the thread that executes it.</summary>
    public const string Self = "self";

    public override string ToFlow() => Flow.Scalar(Text, quoted: false);
}

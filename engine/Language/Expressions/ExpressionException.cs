namespace Timeslice.Language.Expressions;

/// <summary>An expression has no value, for a reason its writer can mend; the message says what was given
/// and how.</summary>
public sealed class ExpressionException(string message) : Exception(message)
{
    /// <summary>Whether the text ends inside parentheses.</summary>
    public bool IsUnclosed { get; init; }
}

namespace Timeslice.Language.Syntax;

/// <summary>One value: a word, a quantity or a text.</summary>
/// <param name="Quoted">In quotes, or a block (<c>|</c>, <c>&gt;</c>): a text, whatever it looks like.</param>
public sealed record ScalarNode(Place Place, string Text, bool Quoted) : Node(Place)
{
    /// <summary>Nothing was given: <c>key:</c>, <c>~</c> or <c>null</c>.</summary>
    public bool IsEmpty => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string ToFlow() => Flow.Scalar(Text, Quoted);
}

namespace Timeslice.Language.Expressions;

/// <summary><c>and</c> and <c>or</c>: the right side counts only if the left side leaves it open.</summary>
/// <param name="open">The value of the left side that leaves it to the right side.</param>
sealed class Logical(bool open, Term left, Term right) : Term(left, right)
{
    public bool IsAnd => open;

    public override Value In(Scope scope) => Truth(left, scope) == open ? Truth(right, scope) : !open;

    bool Truth(Term side, Scope scope) => Comparison.Truth(side.In(scope), open ? "`and`" : "`or`");
}

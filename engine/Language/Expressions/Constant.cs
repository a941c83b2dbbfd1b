namespace Timeslice.Language.Expressions;

/// <summary>A literal: <c>4ms</c>, <c>true</c>, <c>'fair'</c>.</summary>
sealed class Constant(Value value) : Term
{
    public override Value In(Scope scope) => value;
}

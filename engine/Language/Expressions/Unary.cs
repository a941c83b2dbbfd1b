namespace Timeslice.Language.Expressions;

/// <summary>A sign or a negation before a value.</summary>
sealed class Unary(Func<Value, Value> operation, Term operand) : Term(operand)
{
    public override Value In(Scope scope) => operation(operand.In(scope));
}

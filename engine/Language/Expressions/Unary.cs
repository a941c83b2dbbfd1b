namespace Timeslice.Language.Expressions;

/// <summary>A sign or a negation before a value.</summary>
sealed class Unary(string sign, Func<Value, Value> operation, Term operand) : Term(operand)
{
    public string Sign => sign;

    public override Value In(Scope scope) => operation(operand.In(scope));
}

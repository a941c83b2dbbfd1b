namespace Timeslice.Language.Expressions;

/// <summary>Two values and an operator between them.</summary>
sealed class Binary(string sign, Func<Value, Value, Value> operation, Term left, Term right) : Term(left, right)
{
    public string Sign => sign;
    public Term Left => left;
    public Term Right => right;

    public override Value In(Scope scope) => operation(left.In(scope), right.In(scope));
}

namespace Timeslice.Language.Expressions;

/// <summary>A parameter, a variable or a metric: <c>$workers</c>, <c>lock.bathroom.wait.mean</c>.</summary>
sealed class Name(string name) : Term
{
    public string Text => name;

    public override IEnumerable<string> Names => [name];

    public override Value In(Scope scope) => scope[name];
}

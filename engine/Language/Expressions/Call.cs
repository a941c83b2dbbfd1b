namespace Timeslice.Language.Expressions;

/// <summary>A function of one or more values.</summary>
sealed class Call(Function function, IReadOnlyList<Term> arguments) : Term(arguments)
{
    public string Function => function.Name;

    public override Value In(Scope scope) => function.Of([.. Parts.Select(argument => argument.In(scope))]);
}

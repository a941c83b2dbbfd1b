using Timeslice.Language.Quantities;

namespace Timeslice.Language.Expressions;

/// <summary>A function that expressions can call, and how many arguments it takes.</summary>
sealed record Function(string Name, int Least, int Most, Func<IReadOnlyList<Value>, Value> Of)
{
    public static readonly IReadOnlyList<Function> All =
    [
        new("min", 1, int.MaxValue, values => Extreme(values, "<")),
        new("max", 1, int.MaxValue, values => Extreme(values, ">")),
        new("abs", 1, 1, values => Arithmetic.Map(values[0], "abs", Math.Abs)),
        new("round", 1, 2, values => Stepped(values, "round", Rounded)),
        new("floor", 1, 2, values => Stepped(values, "floor", Math.Floor)),
        new("ceil", 1, 2, values => Stepped(values, "ceil", Math.Ceiling)),
    ];

    /// <summary>How it is called, for messages.</summary>
    public string Arguments => (Least, Most) switch
    {
        (1, 1) => "one argument",
        (1, 2) => "one or two arguments",
        _ => "one or more arguments",
    };

    // As people round: 2.5 to 3.
    static decimal Rounded(decimal value) => Math.Round(value, MidpointRounding.AwayFromZero);

    static Value Extreme(IReadOnlyList<Value> values, string sign)
    {
        foreach (var value in values) Arithmetic.Amount(value, "min and max");
        return values.Aggregate((best, value) => Comparison.Of(sign, value, best) ? value : best);
    }

    // Of a duration there is no “whole” value without saying whole what.
    static Value Stepped(IReadOnlyList<Value> values, string name, Func<decimal, decimal> whole)
    {
        var value = values[0];
        if (values.Count == 2)
            return Arithmetic.Multiply(Arithmetic.Map(Arithmetic.Divide(value, values[1]), name, whole), values[1]);
        var amount = Arithmetic.Amount(value, name);
        if (amount.Dimension == Dimension.Number) return Arithmetic.Map(value, name, whole);
        var step = amount with { Value = 1 };
        throw new ExpressionException($"{name} of {value.Kind} needs a step: write {name}({value}, {step})");
    }
}

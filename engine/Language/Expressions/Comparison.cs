using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>Compares values of one kind: amounts of one dimension by size, texts and truth values for being
/// equal.</summary>
static class Comparison
{
    public static readonly IReadOnlyList<string> Signs = ["==", "!=", "<=", ">=", "<", ">"];

    public static bool Of(string sign, Value a, Value b) => sign switch
    {
        "==" => Equal(sign, a, b),
        "!=" => !Equal(sign, a, b),
        "<" => Order(sign, a, b) < 0,
        "<=" => Order(sign, a, b) <= 0,
        ">" => Order(sign, a, b) > 0,
        _ => Order(sign, a, b) >= 0,
    };

    public static bool Truth(Value value, string sign) => value.Truth
        ?? throw new ExpressionException(
            $"{sign} needs truth values, but {Excerpt.Of(value.ToString())} is {value.Kind}");

    static bool Equal(string sign, Value a, Value b) => a.Kind == b.Kind ? a == b : throw Mismatch(sign, a, b);

    static int Order(string sign, Value a, Value b)
    {
        if (a.Kind != b.Kind) throw Mismatch(sign, a, b);
        return Arithmetic.Amount(a, sign).Value.CompareTo(Arithmetic.Amount(b, sign).Value);
    }

    static ExpressionException Mismatch(string sign, Value a, Value b) =>
        new($"{Excerpt.Cut(a.ToString())} {sign} {Excerpt.Cut(b.ToString())} compares {a.Kind} with {b.Kind}: "
            + "give both the same kind of unit");
}

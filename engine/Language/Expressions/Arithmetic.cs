using Timeslice.Language.Quantities;

namespace Timeslice.Language.Expressions;

/// <summary>Exact arithmetic that knows its dimensions: 2ms + 1 is an error, 2ms / 1ms is the number 2.</summary>
static class Arithmetic
{
    const decimal Second = 1_000_000_000m;

    public static Value Add(Value a, Value b) => Alike(a, b, "+", (x, y) => x + y);

    public static Value Subtract(Value a, Value b) => Alike(a, b, "-", (x, y) => x - y);

    public static Value Remainder(Value a, Value b) => Alike(a, NotZero(b, a, "%"), "%", (x, y) => x % y);

    public static Value Negate(Value a) => Map(a, "-", x => -x);

    public static Value Multiply(Value a, Value b)
    {
        var (x, y) = (Amount(a, "*"), Amount(b, "*"));
        return (x.Dimension, y.Dimension) switch
        {
            (_, Dimension.Number) => Checked(x.Dimension, () => x.Value * y.Value),
            (Dimension.Number, _) => Checked(y.Dimension, () => x.Value * y.Value),
            (Dimension.Duration, Dimension.Rate) or (Dimension.Rate, Dimension.Duration) =>
                Checked(Dimension.Number, () => x.Value * y.Value / Second),
            (Dimension.Duration, Dimension.Bandwidth) or (Dimension.Bandwidth, Dimension.Duration) =>
                Checked(Dimension.Bytes, () => x.Value * y.Value / Second),
            _ => throw Mismatch(a, "*", b, "multiply by a number"),
        };
    }

    public static Value Divide(Value a, Value b)
    {
        var (x, y) = (Amount(a, "/"), Amount(NotZero(b, a, "/"), "/"));
        return (x.Dimension, y.Dimension) switch
        {
            var (over, under) when over == under => Checked(Dimension.Number, () => x.Value / y.Value),
            (_, Dimension.Number) => Checked(x.Dimension, () => x.Value / y.Value),
            (Dimension.Number, Dimension.Duration) => Checked(Dimension.Rate, () => x.Value / y.Value * Second),
            (Dimension.Number, Dimension.Rate) or (Dimension.Bytes, Dimension.Bandwidth) =>
                Checked(Dimension.Duration, () => x.Value / y.Value * Second),
            (Dimension.Bytes, Dimension.Duration) => Checked(Dimension.Bandwidth, () => x.Value / y.Value * Second),
            _ => throw Mismatch(a, "/", b, "divide by a number, or by a value of the same unit"),
        };
    }

    public static Value Map(Value a, string sign, Func<decimal, decimal> operation)
    {
        var x = Amount(a, sign);
        return Checked(x.Dimension, () => operation(x.Value));
    }

    public static Amount Amount(Value value, string sign) => value.Amount
        ?? throw new ExpressionException($"`{sign}` needs numbers or quantities, but `{value}` is {value.Kind}");

    static Value Alike(Value a, Value b, string sign, Func<decimal, decimal, decimal> operation)
    {
        var (x, y) = (Amount(a, sign), Amount(b, sign));
        if (x.Dimension != y.Dimension) throw Mismatch(a, sign, b, "give both the same kind of unit");
        return Checked(x.Dimension, () => operation(x.Value, y.Value));
    }

    static Value NotZero(Value divisor, Value dividend, string sign) => Amount(divisor, sign).Value != 0 ? divisor
        : throw new ExpressionException($"{dividend} {sign} {divisor} divides by zero");

    static ExpressionException Mismatch(Value a, string sign, Value b, string hint) =>
        new($"{a} {sign} {b} mixes {a.Kind} and {b.Kind}: {hint}");

    static Value Checked(Dimension dimension, Func<decimal> result)
    {
        try
        {
            return new Amount(result(), dimension);
        }
        catch (OverflowException)
        {
            throw new ExpressionException("a result is too large: numbers go up to 7.9e28");
        }
    }
}

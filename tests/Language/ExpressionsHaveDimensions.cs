using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

public class ExpressionsHaveDimensions
{
    static readonly Dictionary<string, Value> Known = new()
    {
        ["$workers"] = Value.Number(8),
        ["lock.bathroom.wait.mean"] = new Amount(7_000_000, Dimension.Duration),
        ["lock-wait.mean"] = new Amount(5_000_000, Dimension.Duration),
        ["cpu.0.utilization"] = Value.Number(0.75m),
        ["policy"] = new("fair"),
        ["android"] = Value.Number(1),
    };

    static Value Of(string text) => Expression.Parse(text).Evaluate(Resolve, Known.Keys);

    static Value? Resolve(string name) => Known.TryGetValue(name, out var value) ? value : null;

    [Theory]
    [InlineData("1 + 2 * 3", "7"), InlineData("(1 + 2) * 3", "9"), InlineData("8 - 3 - 2", "3")]
    [InlineData("8 / 4 / 2", "1")]
    [InlineData("-2 * 3", "-6"), InlineData("2 * -3", "-6"), InlineData("- - 2", "2"), InlineData("7 % 4", "3")]
    [InlineData("30% * 10", "3")]
    [InlineData("0.1 + 0.2 == 0.3", "true"), InlineData("4ms-1ms", "3ms"), InlineData("2ms + 500us", "2.5ms")]
    [InlineData("2 * 3ms", "6ms")]
    [InlineData("6ms / 2", "3ms"), InlineData("6ms / 2ms", "3"), InlineData("1 / 2ms", "500/s")]
    [InlineData("1 / (500/s)", "2ms")]
    [InlineData("500/s * 2s", "1000"), InlineData("1min * 500/s", "30000"), InlineData("4KiB * 4", "16KiB")]
    [InlineData("5ms % 2ms", "1ms")]
    [InlineData("1 < 2 and 2 < 3", "true"), InlineData("1 > 2 or 2 > 3 || true", "true")]
    [InlineData("not 1 > 2", "true")]
    [InlineData("!(1 < 2) && true", "false"), InlineData("not not true", "true")]
    [InlineData("true or false and false", "true")]
    [InlineData("min(3, 1, 2)", "1"), InlineData("max(1ms, 2us)", "1ms"), InlineData("abs(-3ms)", "3ms")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-2.5)", "-3"), InlineData("floor(-2.5)", "-3"), InlineData("ceil(2.1)", "3")]
    [InlineData("ceil(1.2ms, 1ms)", "2ms")]
    [InlineData("$workers * 2", "16"), InlineData("lock.bathroom.wait.mean - lock-wait.mean", "2ms")]
    [InlineData("cpu.0.utilization", "0.75")]
    [InlineData("policy == 'fair'", "true"), InlineData("policy != \"fair\"", "false"), InlineData("android + 1", "2")]
    [InlineData("1e3 + 1e-1", "1000.1")]
    [InlineData("10ms / 3", "3.333333ms"), InlineData("true == (1 < 2)", "true"), InlineData("2*3+1", "7")]
    public void It_is_worth(string text, string value) => Of(text).ToString().ShouldBe(value);

    [Theory]
    [InlineData("2ms + 1", "2ms + 1 mixes a duration and a number: give both the same kind of unit")]
    [InlineData("2ms * 2ms", "2ms * 2ms mixes a duration and a duration: multiply by a number")]
    [InlineData("2ms / 4KiB",
        "2ms / 4KiB mixes a duration and a size: divide by a number, or by a value of the same unit")]
    [InlineData("2ms < 1", "2ms < 1 compares a duration with a number: give both the same kind of unit")]
    [InlineData("policy == 1", "fair == 1 compares a text with a number: give both the same kind of unit")]
    [InlineData("policy + 1", "`+` needs numbers or quantities, but `fair` is a text")]
    [InlineData("1 / 0", "1 / 0 divides by zero")]
    [InlineData("1ms % 0ms", "1ms % 0ns divides by zero")]
    [InlineData("1e28 * 1e28", "a result is too large: numbers go up to 7.9e28")]
    [InlineData("1 and true", "`and` needs truth values, but `1` is a number")]
    [InlineData("not 1", "`not` needs truth values, but `1` is a number")]
    [InlineData("$workrs", "`$workrs` is unknown; did you mean `$workers`?")]
    [InlineData("a-b", "`a-b` is unknown; a minus has spaces around it")]
    [InlineData("round(2ms)", "round of a duration needs a step: write round(2ms, 1ns)")]
    public void It_has_no_value(string text, string message) =>
        Should.Throw<ExpressionException>(() => Of(text)).Message.ShouldBe(message);

    [Theory]
    [InlineData("", "``: expected a value, found the end")]
    [InlineData("1 +", "`1 +`: expected a value, found the end")]
    [InlineData("1 2", "`1 2`: expected an operator, found `2`")]
    [InlineData("(1", "`(1`: expected `)`, found the end")]
    [InlineData("max(a", "`max(a`: expected `)`, found the end")]
    [InlineData("(1 2)", "`(1 2)`: expected `)`, found `2)`")]
    [InlineData("1)", "`1)`: expected an operator, found `)`")]
    [InlineData("1 < 2 < 3", "`1 < 2 < 3`: expected an operator, found `< 3`")]
    [InlineData("a = b", "`a = b`: expected an operator, found `= b`")]
    [InlineData("1 + and", "`1 + and`: expected a value, found `and`")]
    [InlineData("sin(1)", "`sin` is not a function; did you mean `min`?")]
    [InlineData("execute(1)", "`execute` is not a function: there are min max abs round floor ceil")]
    [InlineData("abs(1, 2)", "`abs` takes one argument, not 2")]
    [InlineData("010 + 1", "`010` starts with 0: write 10")]
    [InlineData("1_000", "`1_000` has an underscore: write 1000")]
    [InlineData("4sec + 1s",
        "`sec` is not a unit: units are % ns us ms s min h B KiB MiB GiB TiB KB MB GB TB /s /ms /min "
            + "B/s KiB/s MiB/s GiB/s TiB/s KB/s MB/s GB/s TB/s Kbit/s Mbit/s Gbit/s; did you mean `4s`?")]
    [InlineData("'open", "`'open`: expected a value, found `'open`")]
    public void It_cannot_be_read(string text, string message)
    {
        var diagnostics = new Diagnostics("s.yaml");
        Expression.Parse(text, new(3, 5), "expect[0]", diagnostics).ShouldBeNull();
        diagnostics.ToString().ShouldBe($"s.yaml:3:5: error: expect[0]: {message}");
    }

    [Theory]
    [InlineData("(", 100_000), InlineData("(", 4000), InlineData("-", 4000), InlineData("1+", 2000)]
    [InlineData("not ", 1000), InlineData("min(", 1000)]
    public void Endless_expressions_are_refused_before_they_overflow_anything(string part, int times) =>
        Should.Throw<ExpressionException>(() => Expression.Parse(string.Concat(Enumerable.Repeat(part, times)) + "1"));

    [Fact]
    public void Sixty_four_parentheses_are_allowed() =>
        Of(new string('(', 64) + "1" + new string(')', 64)).ToString().ShouldBe("1");

    [Fact]
    public void A_comparison_shows_both_sides()
    {
        var expression = Expression.Parse("lock.bathroom.wait.mean < lock-wait.mean");
        var (left, right, sign) = expression.Comparison(Resolve).ShouldNotBeNull();
        $"{left} {sign} {right}".ShouldBe("7ms < 5ms");
        expression.Names.ShouldBe(["lock.bathroom.wait.mean", "lock-wait.mean"]);
        Expression.Parse("1 < 2 and 2 < 3").Comparison(Resolve).ShouldBeNull();
    }
}

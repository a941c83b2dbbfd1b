using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>What an expression is worth: an amount, a truth value or a text; exactly one of the three is
/// there.</summary>
public readonly record struct Value
{
    public Value(Amount amount) => Amount = amount;
    public Value(bool truth) => Truth = truth;
    public Value(string text) => Text = text;

    public Amount? Amount { get; }
    public bool? Truth { get; }
    public string? Text { get; }

    public static implicit operator Value(Amount amount) => new(amount);
    public static implicit operator Value(bool truth) => new(truth);

    /// <summary>A plain number.</summary>
    public static Value Number(decimal number) => new(new Amount(number, Dimension.Number));

    /// <summary>A scalar of a scenario: an amount or a truth value if it is written as one, else a text.</summary>
    public static Value Of(ScalarNode scalar) => scalar switch
    {
        { Quoted: true } => new(scalar.Text),
        { Text: "true" } => true,
        { Text: "false" } => false,
        _ => Amounts.TryParse(scalar.Text, out var amount, out _) ? amount : new Value(scalar.Text),
    };

    /// <summary>What kind of value it is, for messages: <c>a duration</c>, <c>a text</c>.</summary>
    public string Kind => Amount?.Dimension switch
    {
        Dimension.Number => "a number",
        Dimension.Duration => "a duration",
        Dimension.Bytes => "a size",
        Dimension.Rate => "a rate",
        Dimension.Bandwidth => "a bandwidth",
        _ => Truth is null ? "a text" : "a truth value",
    };

    public override string ToString() =>
        Amount?.ToString() ?? Text ?? (Truth == true ? "true" : "false");
}

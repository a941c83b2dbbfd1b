using Parlot;
using Parlot.Fluent;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;
using static Parlot.Fluent.Parsers;

namespace Timeslice.Language.Expressions;

/// <summary>The expression language, from what binds least to what binds most.</summary>
/// <remarks>
/// <code>
/// either     = both { ("or" | "||") both }
/// both       = negation { ("and" | "&amp;&amp;") negation }
/// negation   = { "not" | "!" } comparison
/// comparison = sum [ ("==" | "!=" | "&lt;=" | ">=" | "&lt;" | ">") sum ]
/// sum        = product { ("+" | "-") product }
/// product    = signed { ("*" | "/" | "%") signed }
/// signed     = { "-" } value
/// value      = quantity | text | name [ "(" either { "," either } ")" ] | "(" either ")"
/// </code>
/// </remarks>
static class Grammar
{
    /// <summary>The problem of a parenthesis without its end.</summary>
    public const string Unclosed = "expected `)`";

    static readonly string[] Reserved = ["and", "or", "not"];

    public static readonly Parser<Term> Expression = Build();

    static Parser<Term> Build()
    {
        var either = Deferred<Term>();
        var sum = Sum(Product(Signed(SingleValue(either))));
        var comparison = sum.And(ZeroOrOne(Sign([.. Comparison.Signs]).And(sum))).Then(Compare);
        var negation = comparison.Unary<Term, string>((Word("not", "!"), operand => new Unary("not", Not, operand)));
        var both = negation.LeftAssociative((Word("and", "&&"), (left, right) => new Logical(true, left, right)));
        either.Parser = both.LeftAssociative((Word("or", "||"), (left, right) => new Logical(false, left, right)));
        return either;
    }

    static Parser<Term> SingleValue(Parser<Term> either)
    {
        var close = Terms.Char(')').ElseError(Unclosed);
        var quantity = Terms.Scan(Lexemes.Quantity).Then<Term>(Quantity);
        var text = Terms.String(StringLiteralQuotes.SingleOrDouble)
            .Then<Term>(literal => new Constant(new(literal.ToString())));
        var arguments = Between(Terms.Char('('), Separated(Terms.Char(','), either), close);
        var name = Terms.Scan(Unreserved).And(ZeroOrOne(arguments)).Then<Term>(Named);
        return OneOf(quantity, text, name, Between(Terms.Char('('), either, close)).ElseError("expected a value");
    }

    static Parser<Term> Signed(Parser<Term> value) =>
        value.Unary<Term, char>((Terms.Char('-'), operand => new Unary("-", Arithmetic.Negate, operand)));

    static Parser<Term> Product(Parser<Term> signed) => signed.LeftAssociative(
        (Terms.Char('*'), (left, right) => new Binary("*", Arithmetic.Multiply, left, right)),
        (Terms.Char('/'), (left, right) => new Binary("/", Arithmetic.Divide, left, right)),
        (Terms.Char('%'), (left, right) => new Binary("%", Arithmetic.Remainder, left, right)));

    static Parser<Term> Sum(Parser<Term> product) => product.LeftAssociative(
        (Terms.Char('+'), (left, right) => new Binary("+", Arithmetic.Add, left, right)),
        (Terms.Char('-'), (left, right) => new Binary("-", Arithmetic.Subtract, left, right)));

    static Parser<string> Sign(params string[] signs) => OneOf([.. signs.Select(sign => Terms.Text(sign))]);

    static Parser<string> Word(string word, string sign) =>
        Terms.Scan(text => text.StartsWith(word) && Lexemes.Name(text) == word.Length ? word.Length : 0)
            .Then(_ => word).Or(Terms.Text(sign));

    static int Unreserved(ReadOnlySpan<char> text)
    {
        var length = Lexemes.Name(text);
        return Reserved.Contains(text[..length].ToString()) ? 0 : length;
    }

    static Term Compare((Term Left, IReadOnlyList<(string Sign, Term Right)> Further) both) =>
        both.Further is [var (sign, right)]
            ? new Binary(sign, (a, b) => Comparison.Of(sign, a, b), both.Left, right)
            : both.Left;

    static Value Not(Value value) => !Comparison.Truth(value, "`not`");

    static Term Quantity(ParseContext context, TextSpan literal) =>
        Amounts.TryParse(literal.ToString(), out var amount, out var problem) ? new Constant(amount)
            : throw new ParseException(problem, context.Scanner.Cursor.Position);

    static Term Named(ParseContext context, (TextSpan Name, IReadOnlyList<IReadOnlyList<Term>> Arguments) named)
    {
        var name = named.Name.ToString();
        if (named.Arguments is [var arguments]) return Called(context, name, arguments);
        return name switch { "true" => new Constant(true), "false" => new Constant(false), _ => new Name(name) };
    }

    static Call Called(ParseContext context, string name, IReadOnlyList<Term> arguments)
    {
        var function = Function.All.FirstOrDefault(function => function.Name == name);
        if (function is null) throw new ParseException(Unknown(name), context.Scanner.Cursor.Position);
        if (arguments.Count >= function.Least && arguments.Count <= function.Most) return new(function, arguments);
        var problem = $"`{name}` takes {function.Arguments}, not {arguments.Count}";
        throw new ParseException(problem, context.Scanner.Cursor.Position);
    }

    static string Unknown(string name)
    {
        var names = Function.All.Select(function => function.Name);
        var hint = Suggestion.Nearest(name, names) is { } nearest ? $"; did you mean `{nearest}`?"
            : $": there are {string.Join(' ', names)}";
        return $"{Excerpt.Of(name)} is not a function{hint}";
    }
}

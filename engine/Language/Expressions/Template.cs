using System.Text;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>A scalar with parameters in it, taken apart: texts, and expressions between them.</summary>
sealed class Template
{
    readonly List<(string Text, Expression? Expression)> parts = [];

    /// <summary>Texts, and expressions between them.</summary>
    public IReadOnlyList<(string Text, Expression? Expression)> Parts => parts;

    /// <summary>The expression, if there is nothing else.</summary>
    public Expression? Alone => parts is [(_, { } alone)] ? alone : null;

    /// <summary>The name, if the scalar is <c>$name</c> and nothing else.</summary>
    public string? Reference { get; private init; }

    /// <summary>The names in the expressions, without dollar signs.</summary>
    public IEnumerable<string> Names => parts.SelectMany(part => part.Expression?.Names ?? []).Select(Bare).Distinct();

    public static string Bare(string name) => name.TrimStart('$');

    /// <summary>The scalar taken apart, or null if it has no parameters.</summary>
    /// <exception cref="ExpressionException">An expression in it cannot be read.</exception>
    public static Template? Of(string text)
    {
        if (!text.Contains('$')) return null;
        if (text.StartsWith('$') && Lexemes.Name(text) == text.Length)
            return new Template { Reference = Bare(text) }.With(Expression.Parse(text));
        if (text.StartsWith("$$") && Lexemes.Name(text.AsSpan(1)) == text.Length - 1)
            return new Template().With(text[1..]);
        return text.Contains("${") ? new Template().Apart(text) : Indexed(text);
    }

    /// <summary>What ends with a name as an index, <c>fork[$self]</c>: shorter for <c>fork[${self}]</c>.</summary>
    static Template? Indexed(string text)
    {
        var at = text.IndexOf("[$");
        if (at <= 0 || text[^1] != ']' || Lexemes.Name(text.AsSpan(at + 1)) != text.Length - at - 2) return null;
        return new Template().With(text[..(at + 1)]).With(Expression.Parse(text[(at + 1)..^1])).With("]");
    }

    /// <summary>The scalar with its expressions evaluated: of one expression alone its value, else a text.</summary>
    public ScalarNode Scalar(ScalarNode use, Func<string, Value?> resolve)
    {
        if (Alone is { } alone) return Only(use.Place, Rounded(alone.Evaluate(resolve)));
        var text = new StringBuilder();
        foreach (var (literal, expression) in parts)
            text.Append(expression is null ? literal : Rounded(expression.Evaluate(resolve)).ToString());
        return new(use.Place, text.ToString(), Quoted: true);
    }

    // A text stays a text, even one that looks like a number.
    static ScalarNode Only(Place place, Value value)
    {
        var plain = new ScalarNode(place, value.ToString(), Quoted: false);
        return plain with { Quoted = value.Text is not null && Value.Of(plain).Text is null };
    }

    static Value Rounded(Value value) => value.Amount is { } amount ? amount.Rounded() : value;

    Template With(string text)
    {
        if (text.Length > 0) parts.Add((text, null));
        return this;
    }

    Template With(Expression expression)
    {
        parts.Add(("", expression));
        return this;
    }

    Template Apart(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at);
            if (open < 0) return With(text[at..]);
            var escaped = open > at && text[open - 1] == '$';
            With(text[at..(escaped ? open - 1 : open)]);
            var end = escaped ? open + 2 : Close(text, open);
            if (escaped) With("${");
            else With(Expression.Parse(text[(open + 2)..(end - 1)]));
            at = end;
        }
        return this;
    }

    // A brace inside a quoted text does not count.
    static int Close(string text, int open)
    {
        var quote = '\0';
        for (var i = open + 2; i < text.Length; i++)
        {
            if (quote != '\0') quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'') quote = text[i];
            else if (text[i] == '}') return i + 1;
        }
        throw new ExpressionException($"{Excerpt.Of(text[open..])}: `${{` without its `}}`");
    }
}

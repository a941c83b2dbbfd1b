using Parlot;
using Parlot.Fluent;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>An expression over parameters, variables or metrics: read once, evaluated any number of times.</summary>
public sealed class Expression
{
    /// <summary>The most characters of an expression.</summary>
    public const int Longest = 4096;

    /// <summary>The deepest nesting of parentheses.</summary>
    public const int Nesting = 64;

    /// <summary>Evaluation recurses over chains as well: <c>1 + 1 + 1 …</c></summary>
    const int Deepest = 512;

    readonly Term root;

    Expression(string text, Term root) => (Text, this.root) = (text, root);

    public string Text { get; }

    internal Term Root => root;

    /// <summary>The names it asks for, each once, as written: <c>$workers</c>, <c>cpu.utilization</c>.</summary>
    public IEnumerable<string> Names => root.Names.Distinct();

    /// <summary>Whether expressions can refer to something of this name.</summary>
    public static bool IsName(string name) =>
        !name.StartsWith('$') && !name.Contains('[') && Lexemes.Name(name) == name.Length;

    /// <summary>The expression, or null after an error has been reported at the place.</summary>
    /// <param name="unclosed">The hint where the text ends inside parentheses.</param>
    public static Expression? Parse(
        string text, Place place, string path, Diagnostics diagnostics, string? unclosed = null)
    {
        try
        {
            return Parse(text);
        }
        catch (ExpressionException problem)
        {
            diagnostics.Error(place, path, problem.Message, problem.IsUnclosed ? unclosed : null);
            return null;
        }
    }

    /// <exception cref="ExpressionException">The text is no expression.</exception>
    public static Expression Parse(string text)
    {
        if (text.Length > Longest)
            throw new ExpressionException($"an expression of {text.Length} characters; at most {Longest} are allowed");
        if (Parentheses(text) > Nesting)
            throw new ExpressionException($"parentheses nested more than {Nesting} deep; write it flatter");
        var whole = Read(text);
        return whole.Depth <= Deepest ? new(text, whole)
            : throw new ExpressionException($"more than {Deepest} operators in a chain; split it into parameters");
    }

    /// <param name="resolve">The value of a name, or null if there is no such name.</param>
    /// <param name="known">The names there are, for “did you mean”.</param>
    /// <exception cref="ExpressionException">An unknown name, a division by zero, an overflow, units that
    /// do not fit.</exception>
    public Value Evaluate(Func<string, Value?> resolve, IEnumerable<string>? known = null) =>
        root.In(new(resolve, known ?? []));

    /// <summary>Both sides of a comparison, so that a message can say <c>a &lt; b: 7ms &lt; 5ms</c>; else
    /// null.</summary>
    /// <exception cref="ExpressionException">A side has no value.</exception>
    public (Value Left, Value Right, string Operator)? Comparison(
        Func<string, Value?> resolve, IEnumerable<string>? known = null)
    {
        if (root is not Binary binary || !Expressions.Comparison.Signs.Contains(binary.Sign)) return null;
        var scope = new Scope(resolve, known ?? []);
        return (binary.Left.In(scope), binary.Right.In(scope), binary.Sign);
    }

    public override string ToString() => Text;

    static Term Read(string text)
    {
        var context = new ParseContext(new Scanner(text));
        var result = new ParseResult<Term>();
        try
        {
            if (!Grammar.Expression.Parse(context, ref result)) throw Unreadable(text, "expected a value", 0);
        }
        catch (ParseException problem)
        {
            throw Unreadable(text, problem.Message, problem.Position.Offset);
        }
        context.SkipWhiteSpace();
        var end = context.Scanner.Cursor.Position.Offset;
        return end == text.Length ? result.Value : throw Unreadable(text, "expected an operator", end);
    }

    static ExpressionException Unreadable(string text, string problem, int offset)
    {
        var rest = text[offset..].TrimStart();
        var found = rest.Length == 0 ? "the end" : Excerpt.Of(rest);
        return new(problem.StartsWith("expected") ? $"{Excerpt.Of(text)}: {problem}, found {found}" : problem)
        {
            IsUnclosed = problem == Grammar.Unclosed && rest.Length == 0,
        };
    }

    static int Parentheses(string text)
    {
        var (open, most) = (0, 0);
        foreach (var c in text)
        {
            open += c switch { '(' => 1, ')' => -1, _ => 0 };
            most = Math.Max(most, open);
        }
        return most;
    }
}

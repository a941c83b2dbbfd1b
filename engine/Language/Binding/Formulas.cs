using Timeslice.Kernel.Programs;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Turns what is worked out in the run into formulas of the kernel: whole numbers of 64 bits.</summary>
/// <remarks>What has no variable in it is worked out now, exactly, and must come out whole.</remarks>
sealed class Formulas(Names names, Scalars scalars, Diagnostics diagnostics)
{
    const string Wanted = "a whole number, or an expression such as `${counter + 1}`,";

    /// <summary>A number that is given or worked out; null after an error has been reported.</summary>
    public Formula? Read(Node node, string path)
    {
        if (node is Pending { Template.Alone: { } alone } pending) return Read(alone, pending, path);
        if (node is ScalarNode { IsEmpty: false } scalar)
        {
            var given = Value.Of(scalar);
            if (given.Truth is { } truth) return truth ? 1 : 0;
            if (given.Amount is not null)
                return scalars.Whole(scalar, path, long.MinValue, long.MaxValue) is { } whole ? (long)whole : null;
            return Refuse(node, path, Wording.Mismatch(node, Wanted), Hint(scalar.Text));
        }
        return Refuse(node, path, Wording.Mismatch(node, Wanted));
    }

    /// <summary>An expression with its parameters in place.</summary>
    public Formula? Read(Expression expression, Pending use, string path)
    {
        try
        {
            return Of(expression.Root, use);
        }
        catch (ExpressionException problem)
        {
            return Refuse(use, path, $"{Excerpt.Of(expression.Text)}: {problem.Message}");
        }
    }

    /// <summary>A text with numbers in it.</summary>
    public Phrase? Phrase(Node node, string path)
    {
        if (node is ScalarNode { Text: var plain }) return plain;
        if (node is not Pending pending)
        {
            Refuse(node, path, Wording.Mismatch(node, "a text"));
            return null;
        }
        var parts = new List<(string, Formula?)>();
        foreach (var (text, expression) in pending.Template.Parts)
            if (expression is null) parts.Add((text, null));
            else if (!IsOfRun(expression.Root)) parts.Add(($"{expression.Root.In(ScopeOf(pending))}", null));
            else if (Read(expression, pending, path) is { } formula) parts.Add(("", formula));
            else return null;
        return new(parts);
    }

    /// <summary>The name of a variable.</summary>
    public VariableReference? Variable(Node node, string path)
    {
        if (node is Pending { Template.Reference: { } name, Text: var text })
            Refuse(node, path, $"{Excerpt.Of(text)} is what the variable is worth, but its name is needed",
                $"write {Excerpt.Of(name)}");
        else if (node is not ScalarNode { IsEmpty: false } scalar)
            Refuse(node, path, Wording.Mismatch(node, "the name of a variable"));
        else if (names.Variables.ContainsKey(scalar.Text)) return Used(scalar.Text);
        else scalars.Unknown(scalar, path, "variable", names.Variables.Keys);
        return null;
    }

    Formula Of(Term term, Pending use)
    {
        if (!IsOfRun(term)) return Whole(term.In(ScopeOf(use)));
        var parts = term.Parts.Select(part => Of(part, use)).ToList();
        return term switch
        {
            Name name when Template.Bare(name.Text) is var bare => bare == Pending.Self ? Formula.Self : Used(bare),
            Logical { IsAnd: true } => parts[0] & parts[1],
            Logical => parts[0] | parts[1],
            Unary { Sign: "not" } => !parts[0],
            Unary => -parts[0],
            Binary binary => Of(binary.Sign, parts[0], parts[1]),
            Expressions.Call call => Of(call.Function, parts),
            _ => throw new InvalidOperationException($"no formula is known for {term}"),
        };
    }

    static Formula Of(string sign, Formula a, Formula b) => sign switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        "==" => Formula.Equal(a, b),
        _ => Formula.Unequal(a, b),
    };

    static Formula Of(string function, List<Formula> parts) => function switch
    {
        "min" => parts.Aggregate(Formula.Min),
        "max" => parts.Aggregate(Formula.Max),
        "abs" => Formula.Abs(parts[0]),
        // Of whole numbers there is nothing to round.
        _ when parts.Count == 1 => parts[0],
        _ => throw new ExpressionException($"`{function}` to a step is not possible where variables are"),
    };

    static Formula Whole(Value value)
    {
        if (value.Truth is { } truth) return truth ? 1 : 0;
        if (value.Amount is not { Dimension: Dimension.Number } number)
            throw new ExpressionException($"{Excerpt.Of($"{value}")} is {value.Kind}, but variables are whole numbers");
        if (!number.IsLong) throw new ExpressionException($"{number} is beyond 64 bits");
        return number.Value == Math.Round(number.Value) ? (long)number.Value
            : throw new ExpressionException($"{number} is not whole, as variables are: use floor, ceil or round");
    }

    bool IsOfRun(Term term) => term.Names.Any(name =>
        Template.Bare(name) is var bare && (bare == Pending.Self || names.Variables.ContainsKey(bare)));

    VariableReference Used(string name)
    {
        names.VariablesUsed.Add(name);
        names.Mentions.Add("variable", name);
        return names.Variables[name];
    }

    static Scope ScopeOf(Pending use) => new(
        name => use.Parameters.TryGetValue(Template.Bare(name), out var value) ? value : null, use.Parameters.Keys);

    string? Hint(string text)
    {
        try
        {
            if (!IsOfRun(Expression.Parse(text).Root)) return null;
            return Expression.IsName(text) ? $"write `${text}`" : $"write `${{{Excerpt.Cut(text)}}}`";
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    Formula? Refuse(Node node, string path, string message, string? hint = null)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}

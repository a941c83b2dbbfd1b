using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>What the names of an expression stand for.</summary>
/// <param name="resolve">The value of a name, or null if there is no such name.</param>
/// <param name="known">The names there are, for “did you mean”.</param>
sealed class Scope(Func<string, Value?> resolve, IEnumerable<string> known)
{
    public Value this[string name] => resolve(name) ?? throw new ExpressionException(Unknown(name));

    string Unknown(string name)
    {
        var hint = Suggestion.Nearest(name, known) is { } nearest ? $"; did you mean `{nearest}`?"
            : name.Contains('-') ? "; a minus has spaces around it"
            : "";
        return $"{Excerpt.Of(name)} is unknown{hint}";
    }
}

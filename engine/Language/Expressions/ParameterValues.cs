using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>The values of parameters, with those they refer to in place; each is worked out when asked for.</summary>
/// <param name="variables">What else an unknown name may be meant for.</param>
sealed class ParameterValues(
    IReadOnlyDictionary<string, Node> given, IReadOnlySet<string> variables,
    Func<Node, string, int, Expanded> replaced, Diagnostics diagnostics)
{
    /// <summary>The longest chain of parameters that refer to one another: the stack is as deep.</summary>
    const int Chain = 64;

    readonly Dictionary<string, Expanded?> values = [];
    readonly List<string> asking = [];

    /// <summary>The value, or null after an error has been reported.</summary>
    public Expanded? Of(string name, Place use, string path, int depth)
    {
        if (values.TryGetValue(name, out var known)) return known;
        if (!given.TryGetValue(name, out var node))
            return Refuse(use, path, $"the {What} {Excerpt.Of(name)} is unknown", Hint(name));
        if (diagnostics.IsWrong(node.Place) && !asking.Contains(name)) return values[name] = null;
        if (asking.Contains(name)) return Circle(name, use, path);
        if (asking.Count == Chain)
            return Refuse(use, path, $"more than {Chain} parameters refer to one another", "write it flatter");
        asking.Add(name);
        var errors = diagnostics.Errors;
        var value = replaced(node, KeyPath.Of("parameters", name), depth);
        asking.RemoveAt(asking.Count - 1);
        return values[name] = diagnostics.Errors == errors && !diagnostics.IsWrong(node.Place) ? value : null;
    }

    Expanded? Circle(string name, Place use, string path)
    {
        var circle = string.Join(" → ", asking.Skip(asking.IndexOf(name)).Append(name).Select(Excerpt.Cut));
        return Refuse(use, path, $"parameters refer to one another in a circle: {circle}",
            "give one of them a value of its own");
    }

    // The thread's number is always there.
    bool HasVariables => variables.Count > 1;

    string What => HasVariables ? "parameter or variable" : "parameter";

    string? Hint(string name) => diagnostics.IsFull ? null
        : Suggestion.Nearest(name, given.Keys.Concat(variables)) is { } nearest ? $"did you mean `{nearest}`?"
        : HasVariables ? $"there are {Excerpt.Cut(string.Join(", ", variables.Concat(given.Keys)))}"
        : given.Count == 0 ? "the scenario has no `parameters:`"
        : $"parameters are {Excerpt.Cut(string.Join(", ", given.Keys))}";

    Expanded? Refuse(Place place, string path, string message, string? hint)
    {
        diagnostics.Error(place, path, message, hint);
        return null;
    }
}

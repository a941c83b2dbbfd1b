using Timeslice.Kernel;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>variables</c>: names, and what each is worth at first.</summary>
sealed class VariablesReader(Kind kind, Names names, Binder binder, Diagnostics diagnostics)
{
    public List<Variable> Read(MapReader scenario)
    {
        var variables = new List<Variable>();
        if (scenario["variables"] is null) return variables;
        var parameters = (scenario["parameters"] as MapNode)?.Entries.Select(entry => entry.Key).ToHashSet() ?? [];
        foreach (var (name, node, path) in scenario.Named("variables"))
        {
            var variable = binder.Whole<Variable>(kind, node, path, name);
            // Known even when it is wrong, so that its uses are not errors too.
            names.Variables.Add(name, new(names.Variables.Count, name, variable?.Of == VariableOwner.Thread));
            if (name == Pending.Self)
                diagnostics.Error(node.Place, path, $"`{Pending.Self}` is the number of the thread that asks",
                    "give the variable another name");
            else if (parameters.Contains(name))
                diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} is a parameter as well",
                    "give one of them another name");
            else if (!Expression.IsName(name))
                diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} cannot be written after a `$`",
                    "a name is letters, digits and `_`, joined by single `-` or `.`, and starts with a letter");
            if (variable is not null) variables.Add(variable);
        }
        return variables;
    }

    /// <summary>Of variables that no program reads or writes.</summary>
    public void WarnOfUnused(MapReader scenario)
    {
        foreach (var (name, node, path) in scenario.Named("variables"))
            if (!names.VariablesUsed.Contains(name))
                diagnostics.Warn(
                    node.Place, path, $"no program uses the variable {Excerpt.Of(name)}", "remove it, or use it");
    }
}

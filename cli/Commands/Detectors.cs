using System.CommandLine;
using System.CommandLine.Parsing;
using Timeslice.Language.Syntax;

namespace Timeslice.Cli.Commands;

/// <summary>The option <c>--detect KIND,…</c>: what to look for besides what the scenario asks for.</summary>
static class Detectors
{
    static string[] Known => [.. Scenarios.Catalog().Kinds("detector").Select(kind => kind.Name)];

    public static Option<string?> Option() => new("--detect")
    {
        HelpName = "KIND,…",
        Description = "Look for trouble in every run, besides what the scenario asks for: "
            + $"any of {string.Join(", ", Known)}, with their defaults.",
        Validators = { RequireKnown },
    };

    /// <summary>The kinds, each once.</summary>
    public static IReadOnlyList<string> Of(string? given) => [.. Split(given ?? "").Distinct()];

    static IEnumerable<string> Split(string given) => given.Split(',').Select(name => name.Trim()).Where(n => n != "");

    static void RequireKnown(OptionResult result)
    {
        var known = Known;
        var given = Split(string.Join(',', result.Tokens.Select(token => token.Value))).ToList();
        if (given.Count == 0) result.AddError($"--detect takes one or more of: {string.Join(", ", known)}");
        foreach (var name in given.Except(known))
            result.AddError($"--detect knows no `{name}`"
                + (Suggestion.Nearest(name, known) is { } near ? $"; did you mean `{near}`?" : "")
                + $" There are: {string.Join(", ", known)}");
    }
}

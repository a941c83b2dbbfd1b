using System.CommandLine;
using System.CommandLine.Parsing;

namespace Timeslice.Cli.Commands;

/// <summary>The option <c>--set NAME=VALUE</c>, any number of times.</summary>
static class Assignments
{
    public static Option<string[]> Option() => new("--set")
    {
        HelpName = "NAME=VALUE",
        Description =
            "Give a parameter of the scenario a value (as YAML writes it), instead of those it is swept over. "
            + "May be repeated, once for each parameter.",
        AllowMultipleArgumentsPerToken = false,
        Validators = { RequireNames },
    };

    /// <summary>Values by name.</summary>
    public static Dictionary<string, string> Of(string[]? given) =>
        (given ?? []).ToDictionary(NameOf, one => one[(one.IndexOf('=') + 1)..]);

    static string NameOf(string assignment) => assignment[..assignment.IndexOf('=')];

    static void RequireNames(OptionResult result)
    {
        var names = new HashSet<string>();
        foreach (var token in result.Tokens)
            if (token.Value.IndexOf('=') < 1)
                result.AddError($"--set takes NAME=VALUE, such as --set workers=4; given: {token.Value}");
            else if (!names.Add(NameOf(token.Value)))
                result.AddError($"--set gives {NameOf(token.Value)} two values; give it one");
    }
}

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
            "Give a parameter of the scenario a value (as YAML writes it); it is not swept then. May be repeated.",
        AllowMultipleArgumentsPerToken = false,
        Validators = { RequireNames },
    };

    /// <summary>Values by name; the last one counts where a name is given twice.</summary>
    public static Dictionary<string, string> Of(string[]? given)
    {
        var result = new Dictionary<string, string>();
        foreach (var one in given ?? []) result[one[..one.IndexOf('=')]] = one[(one.IndexOf('=') + 1)..];
        return result;
    }

    static void RequireNames(OptionResult result)
    {
        foreach (var token in result.Tokens)
            if (token.Value.IndexOf('=') < 1)
                result.AddError($"--set takes NAME=VALUE, such as --set workers=4; given: {token.Value}");
    }
}

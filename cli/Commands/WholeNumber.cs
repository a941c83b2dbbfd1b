using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Timeslice.Cli.Commands;

/// <summary>An option that takes a whole number within bounds, and says which when it refuses one.</summary>
static class WholeNumber
{
    public static Option<T?> Option<T>(string name, string description, T least, T most, params string[] aliases)
        where T : struct, IBinaryInteger<T> => new(name, aliases)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            if (T.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most) return number;
            result.AddError($"{name} takes a whole number from {least} to {most}; given: {given}");
            return null;
        },
    };
}

using System.CommandLine;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice validate FILE...</c>: reads and checks scenarios without running them.</summary>
static class ValidateCommand
{
    const string Summary =
        "Check scenarios without running them: all their errors at once, each with line and column.";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The scenarios, YAML files.", Arity = ArgumentArity.OneOrMore,
        };
        var set = Assignments.Option();
        var command = new CommandWithExamples("validate", Summary,
            "timeslice validate scenarios/locks/bathroom-and-kitchen.yaml",
            "timeslice validate scenarios/*/*.yaml")
        {
            files, set,
        };
        command.SetAction(parsed =>
        {
            var assigned = Assignments.Of(parsed.GetValue(set));
            return (int)parsed.GetRequiredValue(files).Select(file => Validate(file, assigned)).ToList().Max();
        });
        return command;
    }

    static ExitCode Validate(string file, IReadOnlyDictionary<string, string> set)
    {
        if (Scenarios.Load(file, set) is not { } scenario) return ExitCode.InputRefused;
        var (points, replications) = (scenario.Points.Count, scenario.Run.Replications);
        var (plural, runs) = (points == 1 ? "" : "s", points * (long)replications);
        Console.WriteLine($"{scenario.File}: ok: {points} point{plural} × {replications} = {runs} runs");
        return ExitCode.Ok;
    }
}

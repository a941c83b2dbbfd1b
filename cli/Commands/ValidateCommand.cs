using System.CommandLine;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice validate FILE</c>: reads and checks a scenario without running it.</summary>
static class ValidateCommand
{
    const string Examples = """
        Check a scenario without running it: all its errors at once, each with line and column.

        Example:
          timeslice validate scenarios/locks/bathroom-and-kitchen.yaml
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The scenario, a YAML file." };
        var set = Assignments.Option();
        var command = new Command("validate", Examples) { file, set };
        command.SetAction(parsed =>
        {
            if (Scenarios.Load(parsed.GetRequiredValue(file), Assignments.Of(parsed.GetValue(set))) is not { } scenario) return (int)ExitCode.InputRefused;
            var (points, replications) = (scenario.Points.Count, scenario.Run.Replications);
            Console.WriteLine($"{scenario.File}: ok: {points} point{(points == 1 ? "" : "s")} × {replications} = {points * (long)replications} runs");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

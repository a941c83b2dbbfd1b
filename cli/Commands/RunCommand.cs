using System.CommandLine;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice run FILE</c>: simulates a scenario, writes tables and charts, prints a summary.</summary>
static class RunCommand
{
    const string Examples = """
        Simulate a scenario: every point of its sweep, all replications; tables and charts go to out/.

        Examples:
          timeslice run scenarios/locks/bathroom-and-kitchen.yaml
          timeslice run scenarios/cpu/quantum.yaml --set switch=10us --replications 5
          timeslice run scenarios/cpu/time-slicing.yaml --json --quiet | jq '.points[].metrics["cpu.utilization"].mean'
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The scenario, a YAML file." };
        var set = Assignments.Option();
        var seed = new Option<ulong?>("--seed") { HelpName = "N", Description = "Seed of all random numbers, instead of the scenario's." };
        var replications = new Option<int?>("--replications") { HelpName = "N", Description = "Runs of each point, instead of the scenario's." };
        var jobs = new Option<int>("--jobs", "-j") { HelpName = "N", Description = "Runs at a time; the results do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = "Folder for the results, instead of out/SCENARIO/LABEL." };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON, and nothing else, on standard output." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print nothing but errors (and what --json asks for)." };
        jobs.Validators.Add(result => RequirePositive(result, "--jobs"));
        replications.Validators.Add(result => RequirePositive(result, "--replications"));
        var command = new Command("run", Examples) { file, set, seed, replications, jobs, folder, json, quiet };
        command.SetAction((parsed, cancel) => Task.Run(() => (int)new RunSession(
            File: parsed.GetRequiredValue(file),
            Set: Assignments.Of(parsed.GetValue(set)),
            Seed: parsed.GetValue(seed),
            Replications: parsed.GetValue(replications),
            Jobs: parsed.GetValue(jobs),
            Folder: parsed.GetValue(folder),
            Json: parsed.GetValue(json),
            Quiet: parsed.GetValue(quiet),
            Cancel: cancel).Run()));
        return command;
    }

    static void RequirePositive(System.CommandLine.Parsing.OptionResult result, string name)
    {
        if (result.Tokens is [var token] && long.TryParse(token.Value, out var number) && number < 1)
            result.AddError($"{name} takes a whole number from 1; given: {token.Value}");
    }
}

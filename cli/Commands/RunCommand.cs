using System.CommandLine;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice run FILE</c>: simulates a scenario, writes tables and charts, prints a summary.</summary>
static class RunCommand
{
    const int MostJobs = 1024;

    const string Summary =
        "Simulate a scenario: every point of its sweep, all replications; tables and charts go to out/.";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The scenario, a YAML file." };
        var set = Assignments.Option();
        var detect = Detectors.Option();
        var seed = WholeNumber.Option(
            "--seed", "Seed of all random numbers, instead of the scenario's.", ulong.MinValue, ulong.MaxValue);
        var replications = WholeNumber.Option(
            "--replications", "Runs of each point, instead of the scenario's.", 1, int.MaxValue);
        var jobs = WholeNumber.Option(
            "--jobs", "Runs at a time, one per processor when left out; the results do not depend on it.",
            1, MostJobs, "-j");
        var folder = Flag<string?>("--out", "Folder for the results, instead of out/SCENARIO/LABEL.");
        folder.HelpName = "DIR";
        folder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }]) result.AddError("--out takes the name of a folder; given: nothing");
        });
        var json = Flag<bool>("--json", "Print the summary as JSON, and nothing else, on standard output.");
        var quiet = Flag<bool>("--quiet", "Print nothing but errors (and what --json asks for).", "-q");
        var command = new CommandWithExamples("run", Summary,
            "timeslice run scenarios/locks/bathroom-and-kitchen.yaml",
            "timeslice run scenarios/locks/bathroom-and-kitchen.yaml --set workers=32 --replications 5",
            "timeslice run scenarios/locks/bathroom-and-kitchen.yaml --detect races,lock-order",
            "timeslice run scenarios/cpu/time-slicing.yaml --json | jq '.points[].metrics.makespan.mean'")
        {
            file, set, detect, seed, replications, jobs, folder, json, quiet,
        };
        command.SetAction((parsed, cancel) => Task.Run(() => (int)new RunSession(
            File: parsed.GetRequiredValue(file),
            Set: Assignments.Of(parsed.GetValue(set)),
            Seed: parsed.GetValue(seed),
            Replications: parsed.GetValue(replications),
            Jobs: parsed.GetValue(jobs) ?? Math.Min(Environment.ProcessorCount, MostJobs),
            Folder: parsed.GetValue(folder),
            Json: parsed.GetValue(json),
            Quiet: parsed.GetValue(quiet),
            Cancel: cancel)
        {
            Detect = Detectors.Of(parsed.GetValue(detect)),
        }.Run()));
        return command;
    }

    static Option<T> Flag<T>(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };
}

using System.Text.RegularExpressions;

namespace Timeslice.Tests.Cli;

/// Help tells what is so: its examples work, and the reference names every key.
public partial class HelpLaws
{
    [Theory, InlineData("run"), InlineData("validate"), InlineData("list")]
    public void Every_example_is_one_that_works(string command)
    {
        var help = Command.Run(command, "--help");
        help.ExitCode.ShouldBe(0);
        var examples = Example().Matches(help.Output.Split("Examples:")[1])
            .Select(match => match.Groups["arguments"].Value.Trim()).ToList();
        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            using var workspace = new Workspace();
            var arguments = example.Replace("*/*.yaml", "cpu/quantum.yaml").Split(' ').ToList();
            if (command == "run") arguments.AddRange(["--out", workspace["out"]]);
            var run = Command.Run([.. arguments]);
            // On a slow machine it tells how far it is.
            var complaints = run.Errors.Split('\n').Where(line => line != "" && !line.Contains(" runs, "));
            (run.ExitCode, string.Join('\n', complaints)).ShouldBe((0, ""));
        }
    }

    [Theory]
    [InlineData("", "x: 1")]
    [InlineData("machine.", "machine: { x: 1 }")]
    [InlineData("run.", "run: { x: 1 }")]
    [InlineData("processes.….threads.….", "processes: { app: { threads: { job: { x: 1 } } } }")]
    public void The_reference_names_every_key(string prefix, string wrong)
    {
        using var workspace = new Workspace();
        var refusal = Command.Run("validate", workspace.Write("wrong.yaml", $"timeslice: 1\n{wrong}\n")).Errors;
        var known = Known().Match(refusal).Groups["keys"].Value.Split(", ").Select(key => key.Trim()).ToList();
        known.Count.ShouldBeGreaterThan(3, refusal);
        var reference = File.ReadAllText(Command.File("scenarios/REFERENCE.md"));
        foreach (var key in known) reference.ShouldMatch($@"\| `{Regex.Escape(prefix + key)}[`.]");
    }

    [GeneratedRegex(@"^ +timeslice (?<arguments>[^|\n]*)", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"there is no key `x` here; there are: (?<keys>.*)")]
    private static partial Regex Known();
}

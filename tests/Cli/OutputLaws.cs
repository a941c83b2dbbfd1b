using Timeslice.Experiments.Output;

namespace Timeslice.Tests.Cli;

/// Results appear together or not at all, and what cannot be written is told, never taken for a bug.
public class OutputLaws
{
    const string Scenario = "scenarios/cpu/time-slicing.yaml";

    [Fact]
    public void A_folder_is_held_by_one_run_at_a_time()
    {
        using var workspace = new Workspace();
        using (OutputFolder.Open(workspace["out"]))
        {
            var second = Command.Run("run", Scenario, "--out", workspace["out"]);
            second.ExitCode.ShouldBe(5);
            second.Errors.ShouldContain("in use: another run writes into it");
        }
        Directory.GetFileSystemEntries(workspace["out"]).ShouldBeEmpty();
        OutputFolder.Open(workspace["out"]).Dispose();
    }

    [Fact]
    public void What_is_not_published_leaves_no_trace()
    {
        using var workspace = new Workspace();
        Write(workspace["out"], "old", "metrics.csv", "manifest.json");
        var before = workspace.Files("out");
        using (var folder = OutputFolder.Open(workspace["out"]))
        {
            folder.Write("metrics.csv", "new"u8);
            folder.Write("other.csv", "new"u8);
        }
        workspace.Files("out").ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public void What_cannot_be_published_whole_is_not_vouched_for()
    {
        using var workspace = new Workspace();
        Write(workspace["out"], "old", "metrics.csv", "manifest.json");
        Directory.CreateDirectory(workspace["out/timeline.png"]);
        var run = Command.Run("run", Scenario, "--out", workspace["out"]);
        run.ExitCode.ShouldBe(5);
        run.Errors.ShouldContain("cannot be written");
        workspace.Files("out").Keys.ShouldNotContain(name => name.EndsWith(".part") || name == "manifest.json");
    }

    [Fact]
    public void A_manifest_of_others_names_no_files_of_ours()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace["out"]);
        workspace.Write("out/manifest.json", """{ "engine": "other 1.0", "files": [ "precious.txt" ] }""");
        workspace.Write("out/precious.txt", "untouched");
        Command.Run("run", Scenario, "--out", workspace["out"]).ExitCode.ShouldBe(0);
        File.ReadAllText(workspace["out/precious.txt"]).ShouldBe("untouched");
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_told_from_a_folder()
    {
        using var workspace = new Workspace();
        var run = Command.Run("run", Scenario, "--out", workspace.Write("file", ""));
        (run.ExitCode, run.Errors).ShouldBe((5, $"timeslice: {workspace["file"]} is a file, not a folder\n"));
    }

    [Fact]
    public void A_folder_without_a_name_is_refused()
    {
        var run = Command.Run("run", Scenario, "--out", "");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("--out takes the name of a folder");
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData(">&-")]
    public void Standard_output_that_cannot_be_written_is_told(string redirection)
    {
        var list = Command.RunRedirected(redirection, "list");
        list.ExitCode.ShouldBe(5);
        list.Errors.ShouldStartWith("timeslice: standard output cannot be written: ");
    }

    [Fact]
    public void An_error_that_nobody_can_be_told_of_still_has_its_exit_code() =>
        Command.RunRedirected("2> /dev/full", "list", "no-such-kind").ExitCode.ShouldBe(5);

    static void Write(string path, string content, params string[] names)
    {
        using var folder = OutputFolder.Open(path);
        foreach (var name in names) folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));
        folder.Publish(earlier: []);
    }
}

using Timeslice.Cli;
using Timeslice.Des;
using Timeslice.Tests.Cli;
using Timeslice.Tests.Language;

namespace Timeslice.Tests.Hostile;

/// Whole scenarios that are wrong in one way: what is said of each, to the letter. The golden lines are in
/// messages.txt.
public class WholeFiles
{
    const string IfMeant = "if that is meant, put these lines into tests/Hostile/messages.txt";

    public static TheoryData<string> Refused => HostileFile.Names("");
    public static TheoryData<string> Warned => HostileFile.Names("Warned");
    public static TheoryData<string> Accepted => HostileFile.Names("Accepted");
    public static TheoryData<string> ToldAfterTheRun => HostileFile.Names("AfterRun");

    [Theory, MemberData(nameof(Refused))]
    public void Is_refused_with_what_is_wrong_and_where(string path)
    {
        var file = new HostileFile(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var time = CpuTime.Of(() =>
        {
            var (scenario, diagnostics) = file.Load();
            scenario.ShouldBeNull();
            diagnostics.Lines().ShouldBe(file.Expected, IfMeant);
            file.ShouldHold(diagnostics);
        });
        time.ShouldBeLessThan(CpuTime.OfAHang);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100L << 20);
    }

    [Theory, MemberData(nameof(Warned))]
    public void Is_warned_of_and_runs(string path)
    {
        var file = new HostileFile(path);
        var (scenario, diagnostics) = file.Load();
        diagnostics.HasErrors.ShouldBeFalse();
        diagnostics.Lines().ShouldBe(file.Expected, IfMeant);
        file.ShouldHold(diagnostics);
        scenario!.At(scenario.BasePoint)(new Simulation()).Machines.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_golden_lines_are_all_of_files_that_are_there() =>
        File.ReadLines(Command.File("tests/Hostile/messages.txt")).Select(line => line.Split(':')[0]).Distinct()
            .ShouldBe(Refused.Concat(Warned).Concat(ToldAfterTheRun).Select(row => row.Data), ignoreOrder: true);

    [Theory, MemberData(nameof(Accepted))]
    public void Is_strange_but_right_and_runs_without_a_word(string path)
    {
        using var workspace = new Workspace();
        var file = new HostileFile(path);
        file.Load().Diagnostics.ToString().ShouldBeEmpty();
        file.RunHere(workspace["out"]).ShouldBe(ExitCode.Ok);
        File.Exists(workspace["out/manifest.json"]).ShouldBeTrue();
    }

    [Fact]
    public void The_command_says_the_same_of_all_files_and_exits_with_2()
    {
        var files = Files(Refused).Concat(Files(Warned)).Where(file => file.Sets.Count == 0).ToList();
        var validated = Command.Run(["validate", .. files.Select(file => file.Path)]);
        Lines(validated.Errors).ShouldBe(files.SelectMany(file => file.Expected), IfMeant);
        Lines(validated.Output).Length.ShouldBe(Warned.Count);
        validated.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_refused_does_not_run_and_leaves_nothing_behind() => await OnAll(
        Files(Refused).Where((file, i) => i % 12 == 0 || file.Sets.Count > 0), (file, run, workspace) =>
        {
            (run.ExitCode, run.Output).ShouldBe((2, ""));
            Lines(run.Errors).ShouldBe(file.Expected, IfMeant);
            Directory.Exists(workspace["out"]).ShouldBeFalse();
        });

    [Fact]
    public async Task What_is_known_only_after_the_run_is_said_once() => await OnAll(
        Files(ToldAfterTheRun), (file, run, _) =>
        {
            run.ExitCode.ShouldBe(file.Expected.Any(line => line.Contains(": error: ")) ? 2 : 0);
            Lines(run.Errors).ShouldBe(file.Expected, IfMeant);
        });

    static IEnumerable<HostileFile> Files(TheoryData<string> names) => names.Select(row => new HostileFile(row.Data));

    static async Task OnAll(IEnumerable<HostileFile> files, Action<HostileFile, Command, Workspace> check) =>
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 4 }, (file, _) =>
        {
            using var workspace = new Workspace();
            var run = file.Run(workspace["out"]);
            try
            {
                check(file, run, workspace);
            }
            catch (Exception different)
            {
                throw new InvalidOperationException($"{file.Path}\n{run.Errors}", different);
            }
            return ValueTask.CompletedTask;
        });

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

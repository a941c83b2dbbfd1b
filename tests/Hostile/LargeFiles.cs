using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Tests.Cli;
using Timeslice.Tests.Language;

namespace Timeslice.Tests.Hostile;

/// Scenarios that are large without being large files: what is read takes seconds at most, and never the stack.
public class LargeFiles
{
    const string Rest = """
        machine: { cpus: 2, scheduler: fcfs }
        processes: { app: { threads: { job: { count: $n, program: [ { compute: 1ms } ] } } } }
        """;

    [Fact]
    public void Twenty_thousand_swept_parameters_are_one_point() =>
        Load($"""
            {Rest}
            parameters:
              n: 1
            {Lines(20_000, i => $"  p{i}: 1")}
            sweep:
            {Lines(20_000, i => $"  p{i}: [ 1 ]")}
            """, scenario => scenario!.Points.Count.ShouldBe(1));

    [Fact]
    public void A_hundred_thousand_points_are_the_most() =>
        Load($$"""
            {{Rest}}
            parameters: { n: 1, m: 1 }
            sweep: { n: { from: 1, to: 1000, step: 1 }, m: { from: 1, to: 100, step: 1 } }
            """, scenario => scenario!.Points.Count.ShouldBe(100_000));

    [Fact]
    public void Of_twenty_thousand_wrong_values_a_hundred_are_told() =>
        Load($$"""
            {{Rest}}
            parameters: { n: 1 }
            sweep:
              n:
            {{Lines(20_000, i => $"    - -{i + 1}")}}
            """,
            "s.yaml:7:7: error: sweep.n: with `n: -1`, processes.app.threads.job.count: `-1` is below 0; ",
            "and 19900 more");

    [Fact]
    public void Of_twenty_thousand_unknown_names_a_hundred_are_told() =>
        Load($$"""
            {{Rest}}
            parameters: { n: 1 }
            locks:
            {{Lines(50_000, i => $"  lock{i}: mutex")}}
            programs:
              p:
            {{Lines(20_000, i => $"  - lock: lok{i}")}}
            """, "did you mean `lock0`?", "and 19900 more");

    [Fact]
    public void A_circle_of_twenty_thousand_parameters_is_refused() =>
        Load($"""
            {Rest}
            parameters:
              n: $p0
            {Lines(20_000, i => $"  p{i}: $p{(i + 1) % 20_000}")}
            """, "more than 64 parameters refer to one another", "more");

    [Fact]
    public void Too_many_replications_for_the_points_are_refused_before_the_run()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("s.yaml", $$"""
            timeslice: 1
            {{Rest}}
            parameters: { n: 1 }
            sweep: { n: { from: 1, to: 1000, step: 1 } }
            """);
        const string error = "timeslice: 1000 points × 2147483647 replications are 2147483647000 runs; "
            + "at most 10000000 are run at once; lower --replications\n";
        Command.Run("run", path, "--out", workspace["out"], "--replications", "2147483647")
            .ShouldBe(new Command(2, "", error));
        Directory.Exists(workspace["out"]).ShouldBeFalse();
    }

    static void Load(string rest, string first, string last) =>
        Load(rest, scenario => scenario.ShouldBeNull(), first, last);

    static void Load(string rest, Action<Scenario?> check, string? first = null, string? last = null)
    {
        using var workspace = new Workspace();
        var path = workspace.Write("s.yaml", $"timeslice: 1\n{rest}");
        var diagnostics = new Diagnostics("s.yaml");
        var (scenario, time) = (default(Scenario), TimeSpan.Zero);
        // On a thread with a small stack: deep recursion would end the process.
        var thread = new System.Threading.Thread(() => time = CpuTime.Of(() =>
            scenario = new ScenarioLoader(Timeslice.Cli.Scenarios.Catalog()).Load(path, diagnostics)), 1 << 20);
        thread.Start();
        thread.Join();
        time.ShouldBeLessThan(CpuTime.OfAHang);
        if (first is null) diagnostics.ToString().ShouldBeEmpty();
        else diagnostics.Lines().First().ShouldContain(first);
        if (last is not null) diagnostics.Lines().Last().ShouldContain(last);
        check(scenario);
    }

    static string Lines(int count, Func<int, string> line) =>
        string.Join('\n', Enumerable.Range(0, count).Select(line));
}

using System.Text.Json;

namespace Timeslice.Tests.Cli;

/// What `timeslice run` leaves behind and tells the shell.
public class RunLaws
{
    const string Small = """
        timeslice: 1
        title: Small
        parameters: { n: 2 }
        machine: { cpus: 1, scheduler: fcfs }
        processes: { app: { threads: { job: { count: $n, program: [ { compute: { exponential: 1ms } } ] } } } }
        run: { replications: 3 }
        """;

    const string Swept = Small + "\nsweep: { n: [ 1, 2 ] }";

    [Fact]
    public void Json_is_alone_on_standard_output_and_has_the_promised_shape()
    {
        using var workspace = new Workspace();
        var run = Run(workspace, Swept, "--json");
        run.ExitCode.ShouldBe(0);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        summary.GetProperty("scenario").GetString().ShouldBe("small");
        var point = summary.GetProperty("points")[1];
        point.GetProperty("parameters").GetProperty("n").GetInt32().ShouldBe(2);
        var metric = point.GetProperty("metrics").GetProperty("cpu.utilization");
        metric.GetProperty("unit").GetString().ShouldBe("1");
        metric.GetProperty("n").GetInt32().ShouldBe(3);
        metric.GetProperty("mean").GetDouble().ShouldBe(1, 1e-9);
        metric.GetProperty("ci_low").GetDouble().ShouldBeLessThanOrEqualTo(metric.GetProperty("ci_high").GetDouble());
        run.Output.ShouldBe(File.ReadAllText(workspace["out/summary.json"]));
    }

    [Theory]
    [InlineData("{ owner: alice, mode: rw------- }", "{ send: { to: queue, bytes: 1B } }",
        "queues.yaml:8:9) calls open, which fails: EACCES, permission denied (`as` would be told)")]
    [InlineData("{}", "{ send: { to: queue, bytes: 1B, type: 3 } }",
        "queues.yaml:9:9) gives a type, but messages in queue have none")]
    public void A_call_that_fails_unasked_ends_the_run_and_its_place_is_told(string options, string call, string told)
    {
        using var workspace = new Workspace();
        var file = workspace.Write("queues.yaml", $$"""
            timeslice: 1
            machine: { cpus: 1, scheduler: fcfs }
            channels: { queue: { posix-message-queue: {{options}} } }
            processes:
              app:
                user: bob
                main:
                  - open: queue
                  - {{call}}
            """);
        var run = Command.Run("run", file, "--quiet", "--out", workspace["out"]);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(told);
    }

    [Fact]
    public void Quiet_says_nothing()
    {
        using var workspace = new Workspace();
        Run(workspace, Small, "-q").ShouldBe(new Command(0, "", ""));
    }

    [Theory]
    [InlineData("expect: [ cpu.utilization < 10% ]", 1,
        "small.yaml:7:11: expectation failed: cpu.utilization < 10%: 1 < 0.1")]
    [InlineData("expect: [ cpu.utilisation < 10% ]", 2, "cpu.utilization")]
    [InlineData("colour: blue", 2, "small.yaml:7:1: error: there is no key `colour` here")]
    [InlineData("charts: [ { metric-by-parameter: { metric: wait, over: m } } ]", 2,
        "small.yaml:7:11: error: charts[0]")]
    public void An_exit_code_says_what_went_wrong(string line, int code, string message)
    {
        using var workspace = new Workspace();
        var run = Run(workspace, $"{Small}\n{line}");
        run.ExitCode.ShouldBe(code);
        run.Errors.ShouldContain(message);
    }

    [Theory]
    [InlineData(
        "[ { lock: a }, { sleep: 1ms }, { lock: b } ]", "[ { lock: b }, { sleep: 1ms }, { lock: a } ]",
        3, "deadlock at 1ms: 2 threads in a circle")]
    [InlineData("[ { lock: a } ]", "[ { sleep: 1ms }, { lock: a } ]", 3, "stuck at 1ms: 1 thread")]
    [InlineData("[ { compute: 1ms }, { unlock: a } ]", "[ { lock: b } ]", 2, "unlocks a, which nobody holds")]
    [InlineData("[ { compute: 1ms }, { forever: [ yield ] } ]", "[ { lock: b } ]", 4, "a loop that takes no time")]
    [InlineData(
        "[ { sleep: 2000000h }, { sleep: 2000000h } ]", "[ { lock: b } ]", 4, "simulated time ends at 2^63 ns")]
    public void What_goes_wrong_in_the_simulated_world_is_told_and_what_was_computed_is_kept(
        string x, string y, int code, string message)
    {
        using var workspace = new Workspace();
        var run = Run(workspace, $$"""
            timeslice: 1
            machine: { cpus: 1, scheduler: fcfs }
            locks: { a: mutex, b: mutex }
            processes:
              app:
                threads:
                  x: { program: {{x}} }
                  y: { program: {{y}} }
            """);
        run.ExitCode.ShouldBe(code);
        run.Errors.ShouldContain(message);
        run.Errors.ShouldContain("small.yaml:");
        File.ReadAllText(workspace["out/manifest.json"]).ShouldContain("\"complete\": false");
        File.ReadAllText(workspace["out/metrics.csv"]).ShouldContain("cpu.utilization");
    }

    [Fact]
    public void What_no_run_came_to_is_not_judged_and_the_cause_is_told_first()
    {
        using var workspace = new Workspace();
        var run = Run(workspace, """
            timeslice: 1
            parameters: { n: 1 }
            machine: { cpus: 1, scheduler: fcfs }
            locks: { a: mutex }
            processes: { app: { threads: { x: { count: $n, program: [ { lock: a }, { lock: a } ] } } } }
            sweep: { n: [ 1, 2 ] }
            charts: [ { metric-by-parameter: { metric: makespan, over: n } } ]
            expect: [ makespan < 1s, a.acquisitions == 1 ]
            """);
        run.ExitCode.ShouldBe(3);
        run.Errors.ShouldStartWith("timeslice: n=1, replication 0, seed 42: deadlock at 0ns");
        run.Errors.ShouldContain("small.yaml:7:11: warning: charts[0]: ");
        run.Errors.ShouldContain("small.yaml:8:11: warning: expect[0]: not judged at n=2: there is no metric `makesp");
        run.Errors.ShouldNotContain("error:");
    }

    [Fact]
    public void A_parameter_that_is_set_is_not_swept()
    {
        using var workspace = new Workspace();
        var run = Run(workspace, Swept, "--set", "n=5", "--json");
        var points = JsonDocument.Parse(run.Output).RootElement.GetProperty("points");
        points.GetArrayLength().ShouldBe(1);
        points[0].GetProperty("metrics").GetProperty("switches").GetProperty("mean").GetDouble().ShouldBe(5);
    }

    [Theory]
    [InlineData("--set", "m=5", "--set names `m`, which is no parameter")]
    [InlineData("--set", "n", "--set takes NAME=VALUE")]
    [InlineData("--set=n=1", "--set=n=2", "--set gives n two values")]
    [InlineData("--detect", "race,convoy", "--detect knows no `race`; did you mean `races`? There are: convoy, inv")]
    [InlineData("--detect", ",", "--detect takes one or more of: convoy, inversion, lock-order, races, starvation")]
    [InlineData("--seed", "-1", "--seed takes a whole number from 0 to 18446744073709551615; given: -1")]
    [InlineData("--seed", "x", "--seed takes a whole number")]
    [InlineData("--replications", "0", "--replications takes a whole number from 1 to 2147483647; given: 0")]
    [InlineData("--replications", "99999999999", "--replications takes")]
    [InlineData("-j", "0", "--jobs takes a whole number from 1 to 1024; given: 0")]
    public void A_wrong_option_is_refused(string option, string value, string message)
    {
        using var workspace = new Workspace();
        var run = Run(workspace, Small, option, value);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(message);
        Directory.Exists(workspace["out"]).ShouldBeFalse();
    }

    const string Racy = """
        timeslice: 1
        title: Small
        variables: { x: 0 }
        machine: { cpus: 2, scheduler: fcfs }
        processes: { app: { threads: { job: { count: 2, program: [ { set: x, to: "${x + 1}", takes: 1ms } ] } } } }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\ndetect: [ starvation ]")]
    [InlineData("\ndetect: [ { starvation: { after: 1ms } }, races ]")]
    public void What_to_look_for_is_added_to_what_the_scenario_asks_for(string asked)
    {
        using var workspace = new Workspace();
        var scenario = Racy + asked;
        Run(workspace, scenario, "--json").Output.Contains("findings.races").ShouldBe(asked.Contains("races"));
        var run = Run(workspace, scenario, "--json", "--detect", "races, lock-order");
        run.ExitCode.ShouldBe(0, run.Errors);
        var metrics = JsonDocument.Parse(run.Output).RootElement.GetProperty("points")[0].GetProperty("metrics");
        metrics.GetProperty("findings.races").GetProperty("mean").GetDouble().ShouldBeGreaterThan(0);
        metrics.GetProperty("findings.lock-order").GetProperty("mean").GetDouble().ShouldBe(0);
        metrics.TryGetProperty("findings.starvation", out _).ShouldBe(asked.Contains("starvation"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        using var workspace = new Workspace();
        workspace.Write("file", "");
        var run = Command.Run("run", workspace.Write("small.yaml", Small), "--out", workspace["file/out"]);
        run.ExitCode.ShouldBe(5);
        run.Errors.ShouldContain(workspace["file/out"]);
    }

    [Fact]
    public void A_link_in_the_place_of_a_result_is_refused_and_not_followed()
    {
        using var workspace = new Workspace();
        workspace.Write("precious", "untouched");
        Directory.CreateDirectory(workspace["out"]);
        File.CreateSymbolicLink(workspace["out/metrics.csv"], workspace["precious"]);
        Run(workspace, Small).ExitCode.ShouldBe(5);
        File.ReadAllText(workspace["precious"]).ShouldBe("untouched");
    }

    [Fact]
    public void A_chart_that_is_gone_from_the_scenario_is_gone_from_the_folder()
    {
        using var workspace = new Workspace();
        Run(workspace, Small).ExitCode.ShouldBe(0);
        File.Exists(workspace["out/utilization.png"]).ShouldBeTrue();
        Run(workspace, Small + "\ncharts: [ timeline ]").ExitCode.ShouldBe(0);
        File.Exists(workspace["out/utilization.png"]).ShouldBeFalse();
        File.Exists(workspace["out/timeline.png"]).ShouldBeTrue();
    }

    /// Runs a scenario called small.yaml, with its results in the folder `out`.
    static Command Run(Workspace workspace, string scenario, params string[] options) =>
        Command.Run(["run", workspace.Write("small.yaml", scenario), "--out", workspace["out"], .. options]);
}

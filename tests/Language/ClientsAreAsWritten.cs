using Timeslice.Des;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Language;

/// What a scenario says of its clients and balancers is what is built.
public class ClientsAreAsWritten
{
    const string Server = """
        machine: { cpus: 4, scheduler: fcfs }
        channels: { door: stream-socket, "gate[3]": stream-socket }
        variables: { talk: { of: thread } }
        programs:
          serve:
            - forever:
                - accept: { from: door, as: talk }
                - read: { from: $talk, bytes: 64KiB }
                - compute: 1ms
                - write: { to: $talk, bytes: 8KiB, value: 200 }
                - close: $talk
          others:
            - listen: "gate[$self]"
            - forever:
                - accept: { from: "gate[$self]", as: talk }
                - read: { from: $talk, bytes: 64KiB }
                - write: { to: $talk, bytes: 8KiB, value: 503 }
                - close: $talk
        processes:
          web: { main: [ { listen: door }, { call: serve } ] }
          others: { threads: { other: { count: 3, use: others } } }

        """;

    [Fact]
    public void Every_option_of_a_client_reaches_it()
    {
        var client = Client("""
            users:
              to: door
              closed: { users: 3, think: { exponential: 1s }, ramp: 2s }
              start: 1ms
              until: 10s
              requests: 100
              connections: { keep-alive: { most: 2 } }
              request: 1KiB
              response: 8KiB
              timeout: 2s
              retries:
                times: 3
                back-off: { exponential: { from: 100ms, factor: 2, most: 5s, jitter: full } }
                budget: { share: 20%, burst: 5 }
              idle: 7
              idle-ramp: 1s
              classes: { browse: 9, buy: { weight: 1, value: 42, request: 4KiB } }
            """);
        var its = client.Terms;
        (its.Start, its.Until, its.Requests, its.Idle, its.IdleRamp).ShouldBe((1.Ms, 10.S, 100, 7, 1.S));
        its.Connections.ShouldBeOfType<KeepAliveConnections>();
        (its.Response, its.Timeout!.Value.Most).ShouldBe((8.KiB, 2.S));
        its.Retries!.Times.ShouldBe(3);
        its.Retries.BackOff.ShouldBeOfType<ExponentialBackOff>();
        (its.Retries.Budget!.Earned, its.Retries.Budget.Most).ShouldBe((200_000, 5_000_000));
        its.Classes.Select(one => (one.Name, one.Weight, one.Value)).ShouldBe([("browse", 9, null), ("buy", 1, 42L)]);
        client.To.Among.Single().Name.ShouldBe("door");
    }

    [Theory]
    [InlineData("open: 500/s")]
    [InlineData("open: { rate: 500/s, arrivals: deterministic }")]
    [InlineData("open: { rate: 500/s, arrivals: { renewal: { lognormal: { mean: 1, sigma: 2 } } } }")]
    [InlineData("open: { mmpp: { rates: [ 1000/s, 10/s ], dwell: [ 10ms, 100ms ] } }")]
    [InlineData("open: { rate: { sinusoid: { mean: 500/s, swing: 50%, period: 1s } }, arrivals: poisson }")]
    [InlineData("open: { rate: { piecewise: { rates: [ 100/s, 900/s ], for: [ 100ms, 50ms ], repeat: true } } }")]
    [InlineData("closed: 10")]
    [InlineData("closed: { users: 10, think: 5ms }")]
    [InlineData("sessions: { rate: 50/s, requests: { geometric: 5 }, think: { exponential: 10ms } }")]
    [InlineData("burst: { at: 10ms, count: 100 }")]
    public void All_loads_come(string load)
    {
        var world = Built($"{{ users: {{ to: door, {load}, start: 1ms }} }}");
        world.Run(1.S);
        var its = world.Clients.Single().Tally;
        its.Served.ShouldBeGreaterThan(90);
        its.Failed.ShouldBe(0);
    }

    [Fact]
    public void A_balancer_stands_before_several_or_before_an_array()
    {
        var world = Built("""
            { users: { to: front, open: 1000/s, start: 1ms }, others: { to: mixed, burst: { at: 1ms, count: 4 } } }
            balancers:
              front: { among: gate, policy: round-robin }
              mixed: { among: [ door, "gate[2]" ], policy: least-connections }
            """);
        world.Run(1.S);
        var (users, others) = (world.Clients[0], world.Clients[1]);
        users.To.Among.Select(one => one.Name).ShouldBe(["gate[1]", "gate[2]", "gate[3]"]);
        (users.To.Chosen.Max() - users.To.Chosen.Min()).ShouldBeLessThan(2);
        users.Tally.Shed.ShouldBe(users.Tally.Intended);
        (others.Tally.Served, others.Tally.Shed).ShouldBe((2, 2));
    }

    [Fact]
    public void Clients_are_measured_under_their_names_on_one_machine_or_many()
    {
        var world = Built("{ users: { to: door, open: 100/s, start: 1ms, classes: { a: 1, b: 1 } } }");
        world.Run(1.S);
        var names = MetricFamilies.Measure(world).Select(one => one.Metric).ToList();
        foreach (var name in (string[])["latency.p99.9", "throughput", "errors.timed-out", "class.b.latency.mean"])
            names.ShouldContain($"client.users.{name}");
        names.Distinct().Count().ShouldBe(names.Count);
        var far = Written.World(Written.Scenario("""
            machines: { office: { scheduler: fcfs }, cellar: { scheduler: fcfs } }
            network: { latency: 5ms }
            channels: { door: { stream-socket: { family: network } } }
            variables: { talk: { of: thread } }
            processes:
              web:
                on: cellar
                main:
                  - listen: door
                  - forever:
                      - accept: { from: door, as: talk }
                      - read: { from: $talk, bytes: 64KiB }
                      - write: { to: $talk, bytes: 1KiB }
                      - close: $talk
            clients:
              near: { to: door, burst: { at: 1ms, count: 1 } }
              users: { to: door, on: office, burst: { at: 1ms, count: 1 } }
            """));
        far.Run(1.S);
        far.Clients.Select(one => one.Tally.Latency.Max).ShouldBe([Duration.Zero, 20.Ms]);
        MetricFamilies.Measure(far).Select(one => one.Metric).ShouldContain("client.users.latency.max");
    }

    [Fact]
    public void A_trace_is_read_beside_the_scenario()
    {
        foreach (var (text, times) in ((string, Duration[])[])[
            ("time\n0s\n1.5ms\n1.5ms\n2s\n", [Duration.Zero, 1.5.Ms, 1.5.Ms, 2.S]),
            ("class,time_ms\r\na,1\r\nb,2.5\r\n", [1.Ms, 2.5.Ms]),
            ("time_ns\n3", [3.Ns])])
        {
            var arrivals = Trace(text).Arrivals!;
            arrivals.Times.ShouldBe(times);
            if (text.StartsWith("class")) arrivals.Classes.ShouldBe(["a", "b"]);
            else arrivals.Classes.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("", "one column must have the times")]
    [InlineData("time\n", "there are no arrivals in it")]
    [InlineData("when\n1s\n", "there is no column `when` here")]
    [InlineData("time,time_s\n1s,1\n", "one column must have the times")]
    [InlineData("time,time\n1s,1s\n", "the column `time` is there twice")]
    [InlineData("time\n1s\n5\n", "line 3: `5` is no duration")]
    [InlineData("time\n1s\n\n-2s\n", "line 4: `-2s` is below 0")]
    [InlineData("time\n2s\n1s\n", "line 3: `1s` is earlier than the line before, 2s")]
    [InlineData("time,class\n2s\n", "line 2")]
    [InlineData("time,class\n2s,\"a\n", "line 2")]
    [InlineData("time_s\n1e400\n", "line 2")]
    [InlineData("time\n0.1ns\n", "line 2: `0.1ns`")]
    [InlineData("time\n\u0001\n", "line 2")]
    public void What_is_wrong_in_a_trace_is_told_with_its_line(string text, string message)
    {
        var (arrivals, told) = Trace(text);
        arrivals.ShouldBeNull();
        told.ShouldContain(message);
        told.ShouldStartWith("s.yaml:1:1: error: `t.csv`");
    }

    [Theory]
    [InlineData("../none.csv", "does not exist"), InlineData("/etc/passwd", "is not a path from the folder")]
    [InlineData(".", "is a folder"), InlineData("", "is not a path"), InlineData("a\0b", "does not exist")]
    public void A_trace_that_cannot_be_read_says_why(string name, string message)
    {
        var diagnostics = new Diagnostics("s.yaml");
        new TraceReader(new ScalarNode(Place.Start, "x", false), "", diagnostics).Read(name).ShouldBeNull();
        diagnostics.ToString().ShouldContain(message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Trace([0x74, 0x69, 0x6d, 0x65, 0x0a, 0xff, 0xfe, 0x0a]).Told
        .ShouldContain("error");

    static (RecordedArrivals? Arrivals, string Told) Trace(string text) =>
        Trace(System.Text.Encoding.UTF8.GetBytes(text));

    static (RecordedArrivals? Arrivals, string Told) Trace(byte[] bytes)
    {
        using var workspace = new Workspace();
        File.WriteAllBytes(workspace["t.csv"], bytes);
        var diagnostics = new Diagnostics(workspace["s.yaml"]);
        var arrivals = new TraceReader(new ScalarNode(Place.Start, "t.csv", false), "", diagnostics).Read("t.csv");
        return (arrivals, diagnostics.ToString().Replace(workspace["s.yaml"], "s.yaml"));
    }

    static Timeslice.Kernel.Clients.Client Client(string clients) => Built($"\n{Indented(clients)}").Clients.Single();

    static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => "  " + line));

    static World Built(string clients) => Written.World(Written.Scenario($"{Server}clients: {clients}\n"));
}

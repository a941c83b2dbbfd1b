using Timeslice.Des;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Networks;

namespace Timeslice.Tests.Language;

/// What a scenario says of its machines and of the network between them is what is built.
public class WorldsAreAsWritten
{
    const string Two = """
        machines:
          client: { cpus: 1, scheduler: fcfs }
          server: { cpus: 4, scheduler: fcfs }

        """;

    const string Jobs = """
        variables: { seen: 0, other: 0 }
        locks: { door: mutex, bell: condition, gate: mutex }
        programs: { visit: [ { with: door, do: [ { set: seen, to: $seen + 1 } ] } ] }
        processes:
          users: { on: client, threads: { user: { count: 2, program: [ { compute: 1ms }, { with: gate } ] } } }
          web: { on: server, threads: { worker: { count: 3, program: [ { spawn: visit }, { join } ] } } }
        """;

    [Fact]
    public void Processes_are_on_the_machine_that_they_name_and_machines_stand_in_the_order_of_the_file()
    {
        var world = Built(Two + Simple());
        world.Machines.Select(machine => (machine.Name, machine.Cpus.Count)).ShouldBe([("client", 1), ("server", 4)]);
        world.Machines.Select(machine => machine.Processes.Single().Name).ShouldBe(["users", "web"]);
        world.Run();
        // Three jobs of 1 ms on one CPU, and on four.
        world.Machines.Select(machine => machine.LastExit).ShouldBe([Instant.Start + 3.Ms, Instant.Start + 1.Ms]);
    }

    [Fact]
    public void Every_machine_has_its_own_locks_and_tells_of_those_that_its_programs_use()
    {
        var world = Built(Two + Jobs.Replace("{ with: gate }", "{ with: gate, do: [ { compute: 1ms } ] }")
            .Replace("$seen + 1", "\"${seen + 1}\"").Replace("{ join }", "join").Replace(", bell: condition", ""));
        world.Run().Reason.ShouldBe(EndReason.Done);
        world.Machines.Select(machine => machine.Locks.Count).ShouldBe([2, 2]);
        var names = MetricFamilies.Measure(world).Select(one => one.Metric).ToList();
        names.ShouldContain("client.lock.gate.acquisitions");
        names.ShouldContain("server.lock.door.acquisitions");
        names.ShouldContain("server.variable.seen");
        names.ShouldNotContain(name => name.StartsWith("client.lock.door") || name.StartsWith("server.lock.gate"));
        names.ShouldNotContain("client.variable.seen");
    }

    [Fact]
    public void One_machine_by_name_needs_no_on_and_gives_the_results_of_machine()
    {
        const string Process = "processes: { app: { threads: { job: { count: 2, program: [ { compute: 1ms } ] } } } }";
        var named = Built($"machines: {{ server: {{ scheduler: fcfs }} }}\n{Process}");
        var plain = Built($"machine: {{ scheduler: fcfs }}\n{Process}");
        (named.Run(), plain.Run()).ShouldBe((plain.Run(), named.Run()));
        named.Fingerprint.ShouldBe(plain.Fingerprint);
        MetricFamilies.Measure(named).ShouldBe(MetricFamilies.Measure(plain));
    }

    [Fact]
    public void Links_are_as_all_are_but_for_what_is_said_of_them()
    {
        var world = Built("""
            machines: { a: { scheduler: fcfs }, b: { scheduler: fcfs }, b-c: { scheduler: fcfs } }
            network:
              latency: 100us
              bandwidth: 125MB/s
              loss: 0.1%
              mtu: 1500B
              links: { a-b-c: { latency: { exponential: 5ms }, bandwidth: 100Mbit/s } }
            processes: { app: { on: a, threads: { job: { program: [ { compute: 1ms } ] } } } }
            """);
        world.Links.Select(link => link.Name).ShouldBe(["a-b-c", "b-c-a"]);
        var (own, all) = (world.Links[0].Terms, world.Network.Terms);
        (all.Bandwidth, all.Loss, all.Mtu).ShouldBe((new ByteRate(125_000_000), 0.001, new Bytes(1500)));
        all.Latency!.Value.Most.ShouldBe(100.Us);
        (own.Bandwidth, own.Loss, own.Mtu).ShouldBe((new ByteRate(12_500_000), 0.001, new Bytes(1500)));
        own.Latency!.Value.Most.ShouldBe(Duration.Max);
    }

    static string Simple() => """
        processes:
          users: { on: client, threads: { user: { count: 3, program: [ { compute: 1ms } ] } } }
          web: { on: server, threads: { worker: { count: 3, program: [ { compute: 1ms } ] } } }
        """;

    static World Built(string text) => Written.World(Written.Scenario(text));
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Language;

/// What a scenario says of its machine is what is built.
public class MachinesAreAsWritten
{
    const string Processes = "\nprocesses: { app: { threads: { job: { program: [ { compute: 1ms } ] } } } }\n";

    [Fact]
    public void A_number_of_cpus_is_so_many_cores_of_one_node() => Cpus("3").ShouldBe(
        [new(1, 0, 0), new(1, 1, 0), new(1, 2, 0)]);

    [Fact]
    public void Cpus_left_out_are_one() =>
        Built("{ scheduler: fcfs }").Cpus.Select(cpu => cpu.Place).ShouldBe([new CpuPlace(1, 0, 0)]);

    [Fact]
    public void Cores_and_nodes_are_filled_one_after_the_other() =>
        Cpus("{ count: 5, per-core: 2, per-node: 4, speed: 0.5 }").ShouldBe(
            [new(0.5, 0, 0), new(0.5, 0, 0), new(0.5, 1, 0), new(0.5, 1, 0), new(0.5, 2, 1)]);

    [Fact]
    public void Unequal_cpus_are_numbered_in_the_order_of_the_list_and_share_no_core() =>
        Cpus("[ { count: 3, speed: 2, per-core: 2 }, { speed: 0.5, node: 1 }, 1 ]").ShouldBe(
            [new(2, 0, 0), new(2, 0, 0), new(2, 1, 0), new(0.5, 2, 1), new(1, 3, 0)]);

    [Fact]
    public void A_map_is_a_list_of_one() =>
        Cpus("{ count: 4, per-core: 2 }").ShouldBe(Cpus("[ { count: 4, per-core: 2 } ]"));

    [Theory]
    [InlineData("50%", 2)]
    [InlineData("0.8", 1.25)]
    public void Siblings_slow_each_other_down_by_the_smt_speed(string smtSpeed, double factor)
    {
        var machine = Built($"{{ cpus: {{ count: 2, per-core: 2 }}, smt-speed: {smtSpeed}, scheduler: fcfs }}",
            "\nprocesses: { app: { threads: { job: { count: 2, program: [ { compute: 1ms } ] } } } }\n");
        machine.Run();
        machine.LastExit.ShouldBe(Instant.Start + new Duration((long)(1_000_000 * factor)));
    }

    [Fact]
    public void A_faster_cpu_needs_less_time()
    {
        var machine = Built("{ cpus: { speed: 4 }, scheduler: fcfs }");
        machine.Run();
        machine.LastExit.ShouldBe(Instant.Start + 250.Us);
    }

    [Fact]
    public void Costs_are_the_profiles_but_for_what_is_given() =>
        Built("{ scheduler: fcfs, costs: { profile: linux-vm, cache-refill: 20us, decision: 1us, migration: 2us } }")
            .Costs.ShouldBe(CostProfiles.LinuxVm with { CacheRefill = 20.Us, Decision = 1.Us, Migration = 2.Us });

    [Fact]
    public void To_read_a_profile_does_not_change_it()
    {
        var before = CostProfiles.LinuxVm.ToString();
        Built("{ scheduler: fcfs, costs: { profile: linux-vm, thread-switch: 1s } }");
        CostProfiles.LinuxVm.ToString().ShouldBe(before);
    }

    [Fact]
    public void Power_is_what_is_given_and_none_when_left_out()
    {
        Built("{ scheduler: fcfs, power: { idle: 1.5, static: 2, dynamic: 10 } }").Power
            .ShouldBe(new Power(1.5, 2, 10));
        Built("{ scheduler: fcfs }").Power.ShouldBeNull();
    }

    [Theory]
    [InlineData("global", 1)]
    [InlineData("per-cpu", 4)]
    [InlineData("{ per-cpu: false }", 4)]
    public void There_are_as_many_run_queues_as_the_layout_says(string queues, int count) =>
        Built($"{{ cpus: 4, queues: {queues}, scheduler: fcfs }}").Cpus
            .Select(cpu => cpu.Queue).Distinct().Count().ShouldBe(count);

    [Fact]
    public void Each_run_has_run_queues_and_policies_of_its_own()
    {
        var scenario = Written.Scenario($"machine: {{ cpus: 2, queues: per-cpu, scheduler: fcfs }}{Processes}");
        var (one, other) = (Written.Machine(scenario), Written.Machine(scenario));
        one.Cpus.Concat(other.Cpus).Select(cpu => cpu.Queue.Policy).Distinct().Count().ShouldBe(4);
        one.Run();
        other.Run();
        one.Fingerprint.ShouldBe(other.Fingerprint);
    }

    [Theory]
    [InlineData("{ per-cpu: { steal: false, wake: last } }", false, null, Wake.Last)]
    [InlineData("{ per-cpu: { balance: 4ms, wake: node } }", true, 4, Wake.Node)]
    [InlineData("per-cpu", true, null, Wake.Idle)]
    public void A_scenario_and_a_script_that_say_the_same_run_the_same(
        string queues, bool steal, int? balance, Wake wake)
    {
        const string program = "[ { repeat: 20, do: [ { compute: { exponential: 1ms } }, { sleep: 500us } ] } ]";
        var written = Written.Machine($$"""
            machine:
              cpus: [ { count: 2, node: 1 }, { count: 2, speed: 0.5 } ]
              queues: {{queues}}
              scheduler: { round-robin: 300us }
              costs: { thread-switch: 5us, migration: 20us, node-migration: 50us }
            processes: { app: { threads: { job: { count: 9, affinity: [ 0, 1, 3 ], program: {{program}} } } } }
            """);
        var script = new Machine(new Simulation(42),
            Topology.Of([new() { Count = 2, Node = 1 }, new() { Count = 2, Speed = 0.5 }]),
            () => new RoundRobin(300.Us), new PerCpu(steal, balance?.Ms, wake),
            CostProfiles.Free with { ThreadSwitch = 5.Us, Migration = 20.Us, NodeMigration = 50.Us });
        var worker = Built("{ scheduler: fcfs }",
            $"\nprocesses: {{ app: {{ threads: {{ job: {{ program: {program} }} }} }} }}\n").Classes[0].Program;
        script.Start(script.Process("app"), "job", worker, 9, terms: new() { Affinity = new(0, 1, 3) });
        written.Run();
        script.Run();
        written.Fingerprint.ShouldBe(script.Fingerprint);
    }

    static Machine Built(string machine, string processes = Processes) =>
        Written.Machine($"machine: {machine}{processes}");

    static List<CpuPlace> Cpus(string cpus) =>
        [.. Built($"{{ cpus: {cpus}, scheduler: fcfs }}").Cpus.Select(cpu => cpu.Place)];
}

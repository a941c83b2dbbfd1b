using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Language;

/// What a scenario says of its threads is what they claim from the scheduler.
public class TermsAreAsWritten
{
    [Fact]
    public void Threads_of_which_nothing_is_said_have_the_defaults() => Of("").ShouldBe(new Terms());

    [Fact]
    public void Numbers_durations_and_cpus_are_what_is_given() =>
        Of("nice: -20, priority: 7, deadline: 5ms, affinity: [ 2, 0 ], ").ShouldBe(
            new() { Nice = -20, Priority = 7, Deadline = 5.Ms, Affinity = new(0, 2) });

    [Fact]
    public void One_cpu_needs_no_list() => Of("affinity: 3, ").Affinity.ShouldBe(new CpuSet(3));

    [Fact]
    public void What_a_thread_says_comes_before_what_its_process_says()
    {
        var both = Of("priority: 2, ", "nice: 5, priority: 1, affinity: 1");
        both.ShouldBe(new() { Nice = 5, Priority = 2, Affinity = new(1) });
    }

    [Fact]
    public void What_one_kind_of_threads_says_does_not_concern_another()
    {
        var machine = Written.Machine("""
            machine: { scheduler: fcfs }
            processes:
              app:
                priority: 1
                threads:
                  one: { priority: 2, program: [ yield ] }
                  other: { nice: 3, program: [ yield ] }
              second: { threads: { third: { program: [ yield ] } } }
            """);
        machine.Classes.Select(its => its.Terms).ShouldBe(
            [new() { Priority = 2 }, new() { Priority = 1, Nice = 3 }, new()]);
    }

    [Theory]
    [InlineData("nice: 5, ", "tickets: 100", 335)]
    [InlineData("tickets: 100, ", "nice: 5", 100)]
    [InlineData("nice: 0, ", "tickets: 100", 1024)]
    public void Nice_and_tickets_say_one_thing_and_the_threads_own_word_counts(string own, string shared, int weight) =>
        Of(own, shared).Weight.ShouldBe(weight);

    [Fact]
    public void Releases_are_kinds_with_options()
    {
        var periodic = Of("release: { periodic: { period: 7ms, jitter: 1ms } }, wcet: 3ms, ");
        periodic.Release.ShouldBeOfType<Periodic>().MostJitter.ShouldBe(1.Ms);
        (periodic.Period, periodic.Deadline, periodic.Wcet).ShouldBe((7.Ms, 7.Ms, 3.Ms));
        Of("release: { sporadic: { separation: 5ms, extra: { exponential: 2ms } } }, ").Period.ShouldBe(5.Ms);
        Of("release: { aperiodic: { exponential: 10ms } }, ").Period.ShouldBeNull();
    }

    [Fact]
    public void A_thread_with_a_release_goes_through_its_program_once_for_each()
    {
        var machine = Written.Machine("""
            machine: { scheduler: edf }
            processes:
              app: { threads: { task: { release: { periodic: 7ms }, program: [ { compute: 3ms } ] } } }
            run: { until: 70ms }
            """);
        machine.Run(until: 70.Ms);
        machine.Classes[0].Jobs!.Completed.ShouldBe(10);
    }

    [Theory]
    [InlineData("{ sporadic: { separation: 2562047h, extra: 2562047h } }")]
    [InlineData("{ sporadic: { separation: 1s, extra: { pareto: { minimum: 1ns, shape: 1e-28 } } } }")]
    [InlineData("{ periodic: { period: 2562047h, jitter: 2562047h } }")]
    public void A_release_behind_the_end_of_time_ends_the_run(string release)
    {
        var machine = Written.Machine($$"""
            machine: { scheduler: edf }
            processes: { app: { threads: { task: { release: {{release}}, program: [ { compute: 3ms } ] } } } }
            """);
        machine.Run().Reason.ShouldBe(EndReason.LimitReached);
    }

    [Fact]
    public void Policies_are_kinds_without_the_word_policy()
    {
        Of("policy: batch, ").Policy.ShouldBe(new BatchPolicy());
        Of("policy: { fifo: 50 }, ").Policy.ShouldBe(new FifoPolicy(50));
        Of("policy: { deadline: { runtime: 1ms, deadline: 5ms } }, ").Policy.ShouldBe(new DeadlinePolicy(1.Ms, 5.Ms));
    }

    [Fact]
    public void Groups_are_named_once_and_joined_by_name()
    {
        const string groups = "groups: { web: { weight: 200, quota: 50ms }, batch: 10, plain: }\n";
        Of("group: web, ", before: groups).Group.ShouldBe(new Group("web", 200, 50.Ms));
        Of("", "group: batch", groups).Group.ShouldBe(new Group("batch", 10));
        Of("group: plain, ", "group: web", groups).Group.ShouldBe(new Group("plain"));
    }

    [Fact]
    public void Parameters_reach_all_terms()
    {
        const string parameters =
            "parameters: { n: 2, period: 7ms, where: [ 0, 1 ], release: { periodic: $period } }\n";
        Of("priority: $n, affinity: $where, release: $release, ", before: parameters).ShouldSatisfyAllConditions(
            terms => terms.Priority.ShouldBe(2),
            terms => terms.Affinity.ShouldBe(new CpuSet(0, 1)),
            terms => terms.Period.ShouldBe(7.Ms));
    }

    [Fact]
    public void Whatever_is_swept_is_what_a_point_has()
    {
        var scenario = Written.Scenario("""
            parameters: { nice: 0, where: 0 }
            machine: { cpus: 2, scheduler: fcfs }
            processes: { app: { nice: $nice, threads: { job: { affinity: $where, program: [ yield ] } } } }
            sweep: { nice: [ 0, 19 ], where: [ 0, [ 0, 1 ] ] }
            """);
        scenario.Points.Select(point => scenario.At(point)(new Simulation(1)).Machine.Classes[0].Terms).ShouldBe(
        [
            new() { Affinity = new(0) }, new() { Affinity = new(0, 1) },
            new() { Nice = 19, Affinity = new(0) }, new() { Nice = 19, Affinity = new(0, 1) },
        ]);
    }

    /// The terms of one thread on a machine of four CPUs.
    static Terms Of(string thread, string process = "", string before = "")
    {
        var shared = process.Length == 0 ? "" : $"{process}, ";
        return Written.Machine($$"""
            {{before}}machine: { cpus: 4, scheduler: fcfs }
            processes: { app: { {{shared}}threads: { job: { {{thread}}program: [ yield ] } } } }
            """).Classes[0].Terms;
    }
}

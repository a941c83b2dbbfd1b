using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Experiments;

/// A model's own monitors are statistics like the kernel's.
public class LawsOfWatching
{
    [Fact]
    public void Monitors_forget_the_warm_up_and_stand_in_the_results()
    {
        var plan = new RunPlan(Until: 100.Ms, Warmup: 50.Ms, Limits.Default);
        var only = new Point(0, []);
        var study = new Study("Title", "name", [only], only, replications: 1, seed: 42, plan, _ => simulation =>
        {
            var machine = new Machine(simulation, cpus: 1, new Fcfs());
            var level = machine.Watch("rounds", new LevelMonitor(simulation));
            var rounds = machine.Watch("round", new Tally());
            var odd = machine.Watch("odd", new SampleMonitor());
            machine.Start(machine.Process("app"), "job",
                new Program("job", new Forever([new Compute(10.Ms), new Each(() =>
                {
                    level.Change(1);
                    rounds.Add(10.Ms);
                    odd.Add(level.Value % 2);
                })])));
            return machine;
        });
        var point = study.Execute(1, "test", cancel: TestContext.Current.CancellationToken).Points[0];
        double Of(string metric) => point[metric].ShouldNotBeNull().Mean;
        // 10 rounds, of which 5 end within the warm-up; the level is 5 at its end.
        Of("monitors.rounds.mean").ShouldBe(7);
        (Of("monitors.rounds.p50"), Of("monitors.rounds.max")).ShouldBe((7, 10));
        (Of("monitors.round.p99"), point["monitors.round.p99"]!.Unit).ShouldBe((0.01, "s"));
        Of("monitors.odd.mean").ShouldBe(0.4, 1e-12);
        var known = point.Metrics.Select(metric => metric.Key).ToList();
        MetricNames.Resolve("rounds.p95", known).ShouldBe("monitors.rounds.p95");
    }

    [Fact]
    public void Two_monitors_of_one_name_are_refused()
    {
        var machine = new Machine(new Simulation(), cpus: 1, new Fcfs());
        machine.Watch("latency", new Tally());
        Should.Throw<ArgumentException>(() => machine.Watch("latency", new Tally())).ParamName.ShouldBe("name");
    }

    sealed class Each(Action act) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            act();
            return Flow.Next;
        }
    }
}

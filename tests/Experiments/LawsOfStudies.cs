using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Experiments;

/// What a study counts, and when it ends.
public class LawsOfStudies
{
    static readonly Point Only = new(0, []);
    static readonly RunPlan ToTheEnd = new(null, Duration.Zero, Limits.Default);

    [Fact]
    public void A_run_that_never_ends_is_cancelled_in_its_midst()
    {
        using var source = new System.Threading.CancellationTokenSource();
        var study = Study(ToTheEnd, simulation =>
        {
            source.Cancel();
            return Started(simulation, new Forever([new Compute(1.Ms)]));
        });
        Should.Throw<OperationCanceledException>(() => study.Execute(jobs: 1, "test", cancel: source.Token));
    }

    [Fact]
    public void Threads_of_one_name_in_one_process_are_one_metric_with_one_value_per_run()
    {
        var child = new Program("job", new Compute(3.Ms));
        var study = Study(ToTheEnd, simulation => Started(simulation, new Compute(1.Ms), new Spawn(child)));
        var turnaround = Execute(study).Points[0]["thread.job.turnaround.mean"].ShouldNotBeNull();
        turnaround.Values.ShouldBe([0.002, 0.002]);
    }

    [Fact]
    public void What_ends_within_the_warm_up_does_not_count()
    {
        var plan = new RunPlan(Until: 3.S, Warmup: 1.S, Limits.Default);
        var result = Execute(Study(plan, simulation => Started(simulation, new Compute(1.Ms))));
        result.Points[0]["cpu.idle"].ShouldNotBeNull().Mean.ShouldBe(1);
        result.Points[0]["turnaround.mean"].ShouldBeNull();
    }

    [Fact]
    public void The_traced_point_is_known_by_its_index_and_must_be_one_of_the_points()
    {
        Machine Build(Simulation simulation) => Started(simulation, new Compute(1.Ms));
        Execute(Study(ToTheEnd, Build, traced: new(0, []))).Timeline.Cpus.Count.ShouldBe(1);
        Should.Throw<ArgumentException>(() => Study(ToTheEnd, Build, traced: new(7, []))).ParamName.ShouldBe("traced");
    }

    [Fact]
    public void The_timeline_of_thousands_of_threads_is_not_empty()
    {
        var study = Study(ToTheEnd, simulation =>
        {
            var machine = new Machine(simulation, cpus: 1, new Fcfs());
            machine.Start(machine.Process("app"), "job", new Program("job", new Compute(1.Ms)), count: 5_000);
            return machine;
        });
        var timeline = Execute(study).Timeline;
        (timeline.Threads.Count, timeline.RecordedUntil).ShouldBe((5_000, 5.S.Nanoseconds));
    }

    static Study Study(RunPlan plan, Func<Simulation, Machine> build, Point? traced = null) =>
        new("Title", "name", [Only], traced ?? Only, replications: 2, seed: 42, plan, _ => build);

    static StudyResult Execute(Study study) =>
        study.Execute(jobs: 1, "test", cancel: TestContext.Current.CancellationToken);

    static Machine Started(Simulation simulation, params Operation[] operations)
    {
        var machine = new Machine(simulation, cpus: 1, new Fcfs());
        machine.Start(machine.Process("app"), "job", new Program("job", operations));
        return machine;
    }
}

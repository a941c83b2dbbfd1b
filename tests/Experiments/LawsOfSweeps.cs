using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Kernel;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Experiments;

/// A study as a script writes it.
public class LawsOfSweeps
{
    [Fact]
    public void Each_value_of_a_parameter_is_a_point()
    {
        var points = Point.Each("cpus", 1, 2, 4);
        points.Select(point => $"{point.Index}: {point}").ShouldBe(["0: cpus=1", "1: cpus=2", "2: cpus=4"]);
        points.Select(point => point.Whole("cpus")).ShouldBe([1, 2, 4]);
        Point.Each("load", 0.5, 1e-7)[1].ToString().ShouldBe("load=1E-07");
        Should.Throw<ArgumentException>(() => points[0].Whole("workers"))
            .Message.ShouldStartWith("workers is no parameter of the point cpus=1");
    }

    [Fact]
    public void It_runs_each_point_as_often_as_asked_and_is_called_what_its_file_is_called()
    {
        var result = new Study("Who?", Point.Each("cpus", 1, 2), Build, replications: 3, until: 10.Ms).Execute();
        (result.Scenario, result.Replications, result.Seed).ShouldBe(("LawsOfSweeps.cs", 3, 42UL));
        result.Points.Select(point => point["makespan"]!.Values).ShouldAllBe(values => values.Count == 3);
        result.Points.Select(point => point["makespan"]!.Mean).ShouldBe([0.004, 0.002]);
        result.Traced.ToString().ShouldBe("cpus=1");
    }

    static Machine Build(Point point, Simulation simulation)
    {
        var machine = new Machine(simulation, point.Whole("cpus"), new Fcfs());
        machine.Process("app").Threads("worker", 4, async self => await self.Compute(1.Ms));
        return machine;
    }
}

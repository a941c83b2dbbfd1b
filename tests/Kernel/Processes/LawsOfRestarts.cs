using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Processes;

/// <summary>A supervisor starts again what has ended.</summary>
public sealed class LawsOfRestarts
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs());

    Process Start(Restart restart, params Operation[] main)
    {
        var app = machine.Process("app");
        app.Restart = restart;
        machine.Start(app, "main", new Program("main", main), isMain: true);
        machine.Start(app, "worker", new Program("worker", new Sleep(100.Ms)), count: 2);
        return app;
    }

    [Fact]
    public void What_crashes_is_started_again_as_often_as_is_said_with_all_its_threads()
    {
        var app = Start(new(delay: 2.Ms, most: 3), new Compute(1.Ms), new Count("starts"), new Crash());
        machine.Run().At.ShouldBe(Instant.Start + 4 * 1.Ms + 3 * 2.Ms);
        (app.Restarts, machine.Counted["starts"], machine.ProcessesCreated).ShouldBe((3, 4, 4));
    }

    [Fact]
    public void What_ends_well_is_started_again_only_if_it_always_is()
    {
        Start(new(most: 3), new Compute(1.Ms), new Count("starts"));
        machine.Run();
        machine.Counted["starts"].ShouldBe(1);
    }

    [Fact]
    public void One_that_always_begins_again_does_so_after_a_return_too()
    {
        Start(new(RestartAfter.Always, most: 3), new Compute(1.Ms), new Count("starts"));
        machine.Run();
        machine.Counted["starts"].ShouldBe(4);
    }

    [Fact]
    public void A_child_that_its_parent_left_behind_is_not()
    {
        Start(new(), new Fork([new Sleep(9.Ms), new Count("ends"), new Crash()]));
        machine.Run();
        machine.Counted["ends"].ShouldBe(1);
        machine.ProcessesCreated.ShouldBe(2);
    }
}

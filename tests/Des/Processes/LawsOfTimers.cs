using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// A timer does its work once for each time that it is armed, unless it is cancelled.
public class LawsOfTimers
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void A_timer_does_its_work_when_due_and_may_be_armed_again()
    {
        var timer = new SimTimer(simulation, () => log.Add($"{simulation.Now}"));
        timer.Arm(5.Ms);
        timer.Arm(3.Ms);
        (timer.IsArmed, timer.Due).ShouldBe((true, new Instant(3_000_000)));
        simulation.Run();
        timer.IsArmed.ShouldBeFalse();
        timer.Arm(1.Ms);
        simulation.Run();
        timer.Arm(Duration.Zero);
        timer.Cancel();
        timer.Cancel();
        simulation.Run().At.ShouldBe(new Instant(4_000_000));
        log.ShouldBe(["3ms", "4ms"]);
        Should.Throw<InvalidOperationException>(() => timer.Arm(new(-1)));
    }

    [Fact]
    public void Timers_armed_and_cancelled_at_once_leave_nothing_behind()
    {
        var timer = new SimTimer(simulation, () => log.Add("never"));
        simulation.Start("a", Arm());
        simulation.Run().At.ShouldBe(new Instant(10_000));
        log.ShouldBeEmpty();

        async SimTask Arm()
        {
            for (var i = 0; i < 10_000; i++)
            {
                timer.Arm(new(i % 3 * 1_000_000));
                timer.Cancel();
                await simulation.Delay(1.Ns);
                simulation.Pending.ShouldBeLessThan(200);
            }
        }
    }

    [Fact]
    public void A_failure_of_its_work_ends_the_run()
    {
        new SimTimer(simulation, () => throw new FormatException("broken"), "watchdog").Arm(1.Ms);
        Should.Throw<SimulationFailed>(() => simulation.Run()).Message
            .ShouldBe("timer watchdog failed at 1ms (seed 42, replication 0): FormatException: broken");
    }

    [Fact]
    public void Its_work_may_end_the_run()
    {
        new SimTimer(simulation, () => throw new RunStopped(EndReason.ProgramError, "enough")).Arm(1.Ms);
        simulation.Run().Evidence.ShouldBe("enough");
    }
}

using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// A run may go event by event, or in step with a clock, and comes to the same.
public class LawsOfSteps
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void Steps_come_to_the_same_as_a_run()
    {
        simulation.Start("a", Tick(3.Ms));
        simulation.Start("b", Tick(2.Ms));
        Ending? end;
        while ((end = simulation.Step()) is null) { }
        var another = new LawsOfSteps();
        another.simulation.Start("a", another.Tick(3.Ms));
        another.simulation.Start("b", another.Tick(2.Ms));
        end.ShouldBe(another.simulation.Run());
        log.ShouldBe(another.log);
        simulation.Events.ShouldBe(another.simulation.Events);
    }

    [Fact]
    public void A_step_runs_one_event()
    {
        simulation.Start("a", Tick(1.Ms));
        for (var events = 1; events <= 4; events++)
        {
            simulation.Step().ShouldBeNull();
            simulation.Events.ShouldBe(events);
        }
        simulation.Step()!.Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_loop_without_time_ends_the_run_whatever_it_catches()
    {
        var over = new SimEvent(simulation);
        over.Succeed();
        simulation.Start("stubborn", Try());
        simulation.Run(within: new(EventsPerInstant: 100)).Reason.ShouldBe(EndReason.LimitReached);

        async SimTask Try()
        {
            while (true)
            {
                try { await over; }
                catch (Exception) { log.Add("never"); }
            }
        }
    }

    [Fact]
    public void A_wait_in_another_simulation_is_refused_and_leaves_nothing_behind()
    {
        var (other, counter) = (new Simulation(), new Resource(simulation));
        simulation.Start("lost", Stray());
        simulation.Run();
        (log.Count, counter.InUse).ShouldBe((2, 0));

        async SimTask Stray()
        {
            try { using (await counter.Request()) await other.Delay(1.Ms); }
            catch (InvalidOperationException) { log.Add("delay"); }
            try { using (await counter.Request()) await new SimEvent(other); }
            catch (InvalidOperationException) { log.Add("event"); }
        }
    }

    [Fact]
    public void A_process_cannot_run_its_simulation()
    {
        simulation.Start("eager", Eager());
        Should.Throw<SimulationFailed>(() => simulation.Run()).Message.ShouldContain("of which it is a part");

        async SimTask Eager()
        {
            simulation.Step();
            await simulation.Delay(1.Ms);
        }
    }

    [Fact]
    public void A_run_goes_until_a_time_after_the_start()
    {
        simulation.Start("a", Tick(1.Ms));
        simulation.Run(until: 2.Ms).Reason.ShouldBe(EndReason.TimeReached);
        log.ShouldBe(["1ms", "2ms"]);
    }

    [Theory, InlineData(1, 6), InlineData(10, 0.6), InlineData(0.5, 12)]
    public async Task In_real_time_events_come_when_the_clock_says(double factor, double milliseconds)
    {
        simulation.Start("a", Tick(2000.Ms));
        var clock = new FakeClock();
        var end = await simulation.RunInRealTime(factor, clock, cancelled: TestContext.Current.CancellationToken);
        end.ShouldBe(new Ending(EndReason.Done, new Instant(6_000_000_000)));
        clock.Now.TotalSeconds.ShouldBe(milliseconds, 0.01);
    }

    [Fact]
    public async Task In_real_time_a_run_ends_when_it_should()
    {
        simulation.Start("a", Tick(2000.Ms));
        var clock = new FakeClock();
        var end = await simulation.RunInRealTime(1, clock, new Instant(5_000_000_000),
            TestContext.Current.CancellationToken);
        end.ShouldBe(new Ending(EndReason.TimeReached, new Instant(5_000_000_000)));
        clock.Now.TotalSeconds.ShouldBe(5, 0.01);
        log.ShouldBe(["2s", "4s"]);
    }

    async SimTask Tick(Duration period)
    {
        for (var i = 0; i < 3; i++)
        {
            await simulation.Delay(period);
            log.Add($"{simulation.Now}");
        }
    }

    /// A clock that is as late as its timers say, at once.
    sealed class FakeClock : TimeProvider
    {
        public TimeSpan Now { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override System.Threading.ITimer CreateTimer(
            System.Threading.TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Now += dueTime;
            return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}

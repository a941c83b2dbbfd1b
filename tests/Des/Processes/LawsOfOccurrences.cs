using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// An event happens once; all who wait go on in that instant, in their order.
public class LawsOfOccurrences
{
    readonly Simulation simulation = new(seed: 7, replication: 3);
    readonly List<string> log = [];

    [Fact]
    public void All_who_wait_go_on_in_that_instant_in_order_of_coming()
    {
        var gate = new SimEvent(simulation);
        for (var i = 0; i < 3; i++) simulation.Start($"p{i}", Pass(i));
        simulation.Start("opener", Open());
        simulation.Run();
        log.ShouldBe(["open", "0 at 5ms", "1 at 5ms", "2 at 5ms", "late at 6ms"]);

        async SimTask Pass(int i)
        {
            await gate;
            log.Add($"{i} at {simulation.Now}");
        }

        async SimTask Open()
        {
            await simulation.Delay(5.Ms);
            gate.Happened.ShouldBeFalse();
            gate.Succeed();
            gate.Happened.ShouldBeTrue();
            log.Add("open");
            await simulation.Delay(1.Ms);
            await gate;
            log.Add($"late at {simulation.Now}");
        }
    }

    [Fact]
    public void It_happens_only_once()
    {
        var once = new SimEvent<int>(simulation, "once");
        Should.Throw<InvalidOperationException>(() => once.Value).Message.ShouldBe("event once has not happened yet");
        once.Succeed(1);
        Should.Throw<InvalidOperationException>(() => once.Succeed(2)).Message
            .ShouldBe("event once has happened already");
        once.TrySucceed(3).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => once.Fail(new FormatException()));
        once.Value.ShouldBe(1);
    }

    [Fact]
    public void A_failure_is_thrown_at_all_who_await()
    {
        var reply = new SimEvent<int>(simulation);
        simulation.Start("a", Catch());
        simulation.Start("b", Catch());
        simulation.Start("failing", Fail(reply));
        simulation.Run();
        log.ShouldBe(["broken", "broken"]);
        Should.Throw<InvalidOperationException>(() => reply.Value);

        async SimTask Catch()
        {
            try { await reply; }
            catch (FormatException e) { log.Add(e.Message); }
        }
    }

    [Fact]
    public void A_failure_that_nobody_awaits_ends_the_run()
    {
        simulation.Start("failing", Fail(new(simulation, "reply")));
        Should.Throw<SimulationFailed>(() => simulation.Run()).Message.ShouldBe(
            "event reply, by process failing, failed at 1ms (seed 7, replication 3): FormatException: broken");
    }

    async SimTask Fail(SimEvent<int> reply)
    {
        await simulation.Delay(1.Ms);
        reply.Fail(new FormatException("broken"));
    }
}

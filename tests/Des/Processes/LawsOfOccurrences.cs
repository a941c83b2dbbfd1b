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

    [Fact]
    public void Any_of_several_comes_with_the_first_and_leaves_the_others_in_peace()
    {
        var (a, b) = (new SimEvent(simulation, "a"), new SimEvent(simulation, "b"));
        simulation.Start("chooser", Choose());
        simulation.Start("setter", Set());
        simulation.Run();
        log.ShouldBe(["event b at 1ms", "event a at 2ms"]);

        async SimTask Choose()
        {
            log.Add($"{await simulation.AnyOf(a, b)} at {simulation.Now}");
            await a;
            log.Add($"{await simulation.AnyOf(a, b)} at {simulation.Now}");
        }

        async SimTask Set()
        {
            await simulation.Delay(1.Ms);
            b.Succeed();
            await simulation.Delay(1.Ms);
            a.Succeed();
        }
    }

    [Fact]
    public void All_of_several_happen_with_the_last()
    {
        var parts = Enumerable.Range(0, 10).Select(i => simulation.Start("part", Nap((i * 7 % 10 + 1).Ms))).ToList();
        simulation.Start("all", All());
        simulation.Run();
        log.ShouldBe(["none", "all at 10ms", "again"]);

        async SimTask Nap(Duration length) => await simulation.Delay(length);

        async SimTask All()
        {
            await simulation.AllOf();
            log.Add("none");
            var all = simulation.AllOf([.. parts.Select(part => part.Exited)]);
            all.Happened.ShouldBeFalse();
            await all;
            log.Add($"all at {simulation.Now}");
            await all;
            log.Add("again");
        }
    }

    [Fact]
    public void A_part_that_fails_fails_the_whole()
    {
        simulation.Start("any", Catch(parts => simulation.AnyOf(parts)));
        simulation.Start("all", Catch(parts => simulation.AllOf(parts)));
        simulation.Run();
        log.ShouldBe(["broken at 1ms", "broken at 1ms"]);

        async SimTask Catch(Func<Occurrence[], Occurrence> whole)
        {
            var reply = new SimEvent<int>(simulation);
            simulation.Start("failing", Fail(reply));
            try { await whole([simulation.Timeout(5.Ms), reply]); }
            catch (FormatException e) { log.Add($"{e.Message} at {simulation.Now}"); }
        }
    }

    [Fact]
    public void Wholes_may_be_parts()
    {
        simulation.Start("nested", Nested());
        simulation.Run();
        log.ShouldBe(["3ms"]);

        async SimTask Nested()
        {
            var slow = simulation.AllOf(simulation.Timeout(2.Ms), simulation.Timeout(3.Ms));
            await simulation.AnyOf(slow, simulation.Timeout(4.Ms));
            log.Add($"{simulation.Now}");
        }
    }

    [Fact]
    public void A_timeout_that_lost_does_not_keep_the_run_alive()
    {
        var reply = new SimEvent(simulation, "reply");
        simulation.Start("client", Client());
        simulation.Start("server", Server());
        simulation.Run().At.ShouldBe(new Instant(1_000_000));
        log.ShouldBe(["event reply"]);

        async SimTask Client() => log.Add($"{await simulation.AnyOf(simulation.Timeout(1.S), reply)}");

        async SimTask Server()
        {
            await simulation.Delay(1.Ms);
            reply.Succeed();
        }
    }

    [Fact]
    public void A_timeout_serves_as_a_deadline_for_one_wait_after_another()
    {
        simulation.Start("client", Client());
        simulation.Run().At.ShouldBe(new Instant(12_000_000));
        log.ShouldBe(["4ms", "8ms", "10ms: over", "12ms: long over"]);

        async SimTask Client()
        {
            var deadline = simulation.Timeout(10.Ms);
            while (await simulation.AnyOf(deadline, simulation.Timeout(4.Ms)) != deadline) log.Add($"{simulation.Now}");
            log.Add($"{simulation.Now}: over");
            await simulation.Delay(2.Ms);
            await deadline;
            log.Add($"{simulation.Now}: long over");
        }
    }

    [Fact]
    public void Who_is_interrupted_while_waiting_for_several_has_left_all_of_them()
    {
        var never = new SimEvent(simulation);
        var client = simulation.Start("client", Client());
        simulation.Start("other", Interrupt());
        simulation.Run().At.ShouldBe(new Instant(1_000_000));
        log.ShouldBe(["stop"]);

        async SimTask Client()
        {
            try { await simulation.AnyOf(never, simulation.AllOf(simulation.Timeout(1.S), never)); }
            catch (Interrupted why) { log.Add($"{why.Cause}"); }
        }

        async SimTask Interrupt()
        {
            await simulation.Delay(1.Ms);
            client.Interrupt("stop");
        }
    }

    [Fact]
    public void A_signal_wakes_those_who_wait_now()
    {
        var signal = new SimSignal(simulation);
        for (var i = 0; i < 4; i++) simulation.Start($"p{i}", Wait(i));
        simulation.Start("giver", Give());
        simulation.Run();
        log.ShouldBe(["0 at 1ms", "1 at 2ms", "2 at 2ms", "3 at 2ms"]);

        async SimTask Wait(int i)
        {
            await signal;
            log.Add($"{i} at {simulation.Now}");
        }

        async SimTask Give()
        {
            await simulation.Delay(1.Ms);
            signal.WakeOne().ShouldBeTrue();
            await simulation.Delay(1.Ms);
            signal.Waiting.ShouldBe(3);
            signal.WakeAll();
            signal.WakeOne().ShouldBeFalse();
        }
    }

    async SimTask Fail(SimEvent<int> reply)
    {
        await simulation.Delay(1.Ms);
        reply.Fail(new FormatException("broken"));
    }
}

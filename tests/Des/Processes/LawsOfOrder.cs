using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// Within an instant, what was caused first runs first, whatever it waits for; and so in every run.
public class LawsOfOrder
{
    [Fact]
    public void Wake_ups_of_an_instant_run_in_the_order_in_which_they_were_caused()
    {
        var simulation = new Simulation();
        var log = new List<string>();
        var (happening, signal) = (new SimEvent(simulation), new SimSignal(simulation));
        var counter = new Resource(simulation);
        counter.TryRequest(out var held);
        simulation.Start("signal", Signalled());
        simulation.Start("event", Awaiting());
        simulation.Start("resource", Requesting());
        simulation.Start("delay", Delaying());
        var sleeper = simulation.Start("sleeper", Sleeping());
        simulation.Start("cause", Cause());
        simulation.Run();
        log.ShouldBe(["delay", "resource", "started", "event", "any", "sleeper", "signal"]);

        async SimTask Cause()
        {
            simulation.Start("any", Any());
            await simulation.Delay(1.Ms);
            held.Dispose();
            simulation.Start("started", Say("started"));
            happening.Succeed();
            sleeper.Interrupt("up");
            signal.WakeAll();
        }

        async SimTask Signalled() { await signal; log.Add("signal"); }
        async SimTask Awaiting() { await happening; log.Add("event"); }
        async SimTask Requesting() { using (await counter.Request()) log.Add("resource"); }
        async SimTask Delaying() { await simulation.Delay(1.Ms); log.Add("delay"); }
        async SimTask Any() { await simulation.AnyOf(simulation.Timeout(1.S), happening); log.Add("any"); }

        async SimTask Sleeping()
        {
            try { await simulation.Delay(1.S); }
            catch (Interrupted) { log.Add("sleeper"); }
        }

        async SimTask Say(string what)
        {
            log.Add(what);
            await simulation.Delay(1.Ms);
        }
    }

    [Fact]
    public void Runs_on_several_threads_are_the_same_as_on_one()
    {
        var alone = Enumerable.Range(0, 16).Select(Run).ToArray();
        var together = new ulong[16];
        Parallel.For(0, 16, i => together[i] = Run(i));
        together.ShouldBe(alone);
    }

    static ulong Run(int replication)
    {
        var simulation = new Simulation(1, (ulong)replication);
        var counter = new Resource(simulation, 3);
        var print = Fingerprint.Start;
        for (var i = 0; i < 20; i++) simulation.Start($"customer {i}", Customer());
        simulation.Run(until: 1.Ms);
        return print.Value;

        async SimTask Customer()
        {
            var self = simulation.Current!;
            while (true)
            {
                using (await counter.Request()) await Nap(self);
                print = print.With((ulong)simulation.Now.Nanoseconds).With((ulong)self.Number);
                await Nap(self);
            }
        }

        async SimTask Nap(SimProcess self) => await simulation.Delay(new((long)(self.Random.NextUniform() * 1000)));
    }
}

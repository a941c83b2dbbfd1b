using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// Other models have code of their own kind that waits: it awaits what processes await, and adds waits of its own.
public class LawsOfCoroutines
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void Another_kind_of_coroutine_awaits_what_processes_await()
    {
        var counter = new Resource(simulation);
        var happening = new SimEvent<int>(simulation);
        simulation.Start("process", Process());
        _ = new Fiber(simulation, Body(), log);
        simulation.Run();
        log.ShouldBe(["got 7 at 1ms", "has a unit at 2ms", "no process", "ended"]);

        async SimTask Process()
        {
            using var unit = await counter.Request();
            await simulation.Delay(1.Ms);
            happening.Succeed(7);
            await simulation.Delay(1.Ms);
        }

        async SimTask Body()
        {
            log.Add($"got {await happening} at {simulation.Now}");
            using (await counter.Request()) log.Add($"has a unit at {simulation.Now}");
            try { await simulation.Delay(1.Ms); }
            catch (InvalidOperationException) { log.Add("no process"); }
        }
    }

    [Fact]
    public void It_is_interrupted_where_it_waits()
    {
        var fiber = new Fiber(simulation, Body(), log);
        simulation.Start("other", Interrupt());
        simulation.Run();
        log.ShouldBe(["stop", "ended"]);

        async SimTask Body()
        {
            try { await new SimEvent(simulation); }
            catch (Interrupted why) { log.Add($"{why.Cause}"); }
        }

        async SimTask Interrupt()
        {
            await simulation.Delay(1.Ms);
            fiber.Interrupt("stop");
        }
    }

    sealed class Fiber : Coroutine, IEventTarget
    {
        readonly List<string> log;
        readonly int id;

        public Fiber(Simulation simulation, SimTask body, List<string> log) : base(simulation)
        {
            this.log = log;
            id = simulation.Register(this);
            Begin(body);
            Wake();
        }

        public void Interrupt(object cause) => Deliver(new(cause));
        public bool IsLive(int number, uint generation) => true;

        public bool TryFire(int number, uint generation)
        {
            Resume();
            return true;
        }

        public string Describe(int number) => "a fiber";
        protected internal override void Wake() => Simulation.After(Duration.Zero, id, 0);
        protected internal override void CountTurn() => Simulation.CountTurn(id);
        protected override void Ended(Exception? error) => log.Add(error?.Message ?? "ended");
    }
}

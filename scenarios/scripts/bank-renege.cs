// Customers of a bank lose patience: a wait for the first of two events, of which the other one asks no more.
// After the bank of SimPy's examples, with a patience of 1 to 3 s and a service of 12 s on average.
//
//     dotnet run scenarios/scripts/bank-renege.cs [-- SEED]
//
// Look for who gives up while the counter is taken, and for the line that moves on without them.
#:project ../../engine/Des
using Timeslice.Des;

var simulation = new Simulation(seed: args is [var seed] ? ulong.Parse(seed) : 42);
var counter = new Resource(simulation, capacity: 1, "counter");
simulation.Start("source", Source);
simulation.Run();
Console.WriteLine($"{counter.Waits.Count} of 10 were served, after a wait of {counter.Waits.Mean:F3} s on average");

async SimTask Source(SimProcess self)
{
    for (var i = 0; i < 10; i++)
    {
        simulation.Start($"customer {i}", Customer);
        await simulation.Delay(self.Random.Exponential(10.S));
    }
}

async SimTask Customer(SimProcess self)
{
    var arrival = simulation.Now;
    Say(self, "here I am");
    using var turn = counter.Request().AsEvent();   // given back on every way out
    var patience = simulation.Timeout(self.Random.Uniform(1.S, 3.S));
    if (await simulation.AnyOf(turn, patience) == patience)
    {
        Say(self, $"gives up after {(simulation.Now - arrival).Seconds:F3} s");
        return;
    }
    Say(self, $"waited {(simulation.Now - arrival).Seconds:F3} s");
    await simulation.Delay(self.Random.Exponential(12.S));
    Say(self, "finished");
}

void Say(SimProcess who, string what) => Console.WriteLine($"{simulation.Now.Seconds,8:F3}  {who.Name}: {what}");

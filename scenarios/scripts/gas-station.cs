// Cars share two pumps and one tank; when the tank runs low, a truck is called. A resource, a container, and a method
// that is awaited like any other wait. After the gas station of SimPy's examples.
//
//     dotnet run scenarios/scripts/gas-station.cs [-- SEED]
//
// Look for the cars that come when the tank is nearly empty: they keep the pumps until the truck has come.
#:project ../../engine/Des
using Timeslice.Des;

var simulation = new Simulation(seed: args is [var seed] ? ulong.Parse(seed) : 42);
var pumps = new Resource(simulation, capacity: 2, "pumps");
var tank = new Container(simulation, capacity: 200, level: 200, "tank");
simulation.Start("traffic", Traffic);
simulation.Start("control", Control());
simulation.Run(until: 2_200.S);
Console.WriteLine($"{tank.Level} of {tank.Capacity} litres are left; on average there were {tank.MeanLevel:F1}");

async SimTask Traffic(SimProcess self)
{
    for (var i = 1; ; i++)
    {
        await simulation.Delay(self.Random.Uniform(30.S, 300.S));
        simulation.Start($"car {i}", Car);
    }
}

async SimTask Car(SimProcess self)
{
    var (arrival, litres) = (simulation.Now, (long)self.Random.Uniform(25.0, 45.0));
    Say(self.Name, $"wants {litres} litres");
    using (await pumps.Request())
    {
        await tank.Get(litres);
        await simulation.Delay(500.Ms * litres);
    }
    Say(self.Name, $"leaves after {(simulation.Now - arrival).Seconds:F1} s");
}

async SimTask Control()
{
    while (true)
    {
        if (tank.Level < tank.Capacity / 4) await Refill();
        await simulation.Delay(10.S);
    }
}

async SimTask Refill()
{
    Say("control", $"calls the truck: {tank.Level} litres are left");
    await simulation.Delay(300.S);
    var missing = tank.Capacity - tank.Level;
    await tank.Put(missing);
    Say("truck", $"has brought {missing} litres");
}

void Say(string who, string what) => Console.WriteLine($"{simulation.Now.Seconds,8:F1}  {who}: {what}");

// Ten machines break down now and then, and a repairman drops his other jobs for them: a preemptive resource, and
// interrupts that arrive as exceptions. After the machine shop of SimPy's examples; its minutes are seconds here.
//
//     dotnet run scenarios/scripts/machine-shop.cs [-- SEED]
//
// Look for the parts that each machine makes in 40 320 s: 10 s each, less what breakdowns and waiting take.
#:project ../../engine/Des
using Timeslice.Des;

var simulation = new Simulation(seed: args is [var seed] ? ulong.Parse(seed) : 42);
var repairman = new PreemptiveResource(simulation, name: "repairman");
var shop = new List<Machine>();
var jobs = 0;
for (var i = 0; i < 10; i++)
{
    var machine = new Machine();
    var work = simulation.Start($"machine {i}", self => Work(self, machine));
    simulation.Start($"fate of machine {i}", self => Break(self, machine, work));
    shop.Add(machine);
}
simulation.Start("other jobs", OtherJobs());
simulation.Run(until: 40_320.S);

Console.WriteLine($"parts made: {string.Join(", ", shop.Select(machine => machine.Parts))}");
Console.WriteLine($"other jobs done: {jobs}, dropped for a machine {repairman.Preemptions} times");

async SimTask Work(SimProcess self, Machine machine)
{
    while (true)
    {
        for (var left = self.Random.Normal(10.S, 2.S); left > Duration.Zero;)
        {
            var start = simulation.Now;
            try
            {
                await simulation.Delay(left);
                break;
            }
            catch (Interrupted)
            {
                left -= simulation.Now - start;
                machine.IsBroken = true;
                using (await repairman.Request(priority: 1)) await simulation.Delay(30.S);
                machine.IsBroken = false;
            }
        }
        machine.Parts++;
    }
}

async SimTask Break(SimProcess self, Machine machine, SimProcess work)
{
    while (true)
    {
        await simulation.Delay(self.Random.Exponential(300.S));
        if (!machine.IsBroken) work.Interrupt("a breakdown");
    }
}

async SimTask OtherJobs()
{
    for (; ; jobs++)
    {
        for (var left = 30.S; left > Duration.Zero;)
        {
            using var turn = await repairman.Request(priority: 2);
            var start = simulation.Now;
            try
            {
                await simulation.Delay(left);
                break;
            }
            catch (Interrupted) { left -= simulation.Now - start; }
        }
    }
}

sealed class Machine
{
    public int Parts;
    public bool IsBroken;
}

// A sweep in C#: the lock convoy on 1 to 12 CPUs, 20 times each, on all processors, and a chart of what came out.
//
//     dotnet run scenarios/scripts/sweep-and-draw.cs
//
// Look at out/sweep-and-draw.png: the lock is held for 100 us only where every worker finds a CPU of its own.
#:project ../../plots
using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Scheduling;
using Timeslice.Plots.Charts;

int[] cpus = [1, 2, 3, 4, 6, 8, 10, 12];
var study = new Study("How many CPUs dissolve a convoy?", Point.Each("cpus", cpus), Convoy, replications: 20).Execute();
Directory.CreateDirectory("out");
File.WriteAllBytes("out/sweep-and-draw.png", new MetricByParameter("lock.cache.hold", "cpus").Draw(study).RenderPng());
foreach (var result in study.Points)
    Console.WriteLine($"{result.Point}: held for {result["lock.cache.hold.mean"]!.Mean * 1e6:F0} us");

static Machine Convoy(Point point, Simulation simulation)
{
    var machine = new Machine(simulation, point.Whole("cpus"), new RoundRobin(quantum: 4.Ms));
    var cache = new Mutex(machine, "cache");
    machine.Process("app").Threads("worker", 8, async self =>
    {
        for (var round = 0; round < 100; round++)
        {
            await self.Compute(self.Random.Exponential(2.Ms));
            using (await cache.Lock(self)) await self.Compute(100.Us);
        }
    });
    return machine;
}

// A lock convoy: workers need a lock for a twentieth of their time, and yet there is always a line at it, because
// whoever is handed it must first get a CPU, and holds it meanwhile. A watchdog loses patience with one of them.
//
//     dotnet run scenarios/scripts/lock-convoy.cs [-- SEED]
//
// Look for how long the cache is held: ten times the 100 us that the work in it takes. With `cpus: 8` it is 103 us.
#:project ../../engine/Kernel
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Scheduling;

var machine = new Machine(cpus: 2, new RoundRobin(quantum: 4.Ms), seed: args is [var seed] ? ulong.Parse(seed) : 42);
var cache = new Mutex(machine, "cache");
var disk = new Semaphore(machine, permits: 4, name: "disk");   // a disk of four channels
var app = machine.Process("app");
app.Threads("worker", 8, Worker);
var slow = app.Thread("slow", Worker);
app.Thread("watchdog", async self =>
{
    await self.Sleep(100.Ms);
    slow.Interrupt("too slow");
});
var ending = machine.Run(until: 60.S);

Console.WriteLine($"{ending.Reason} at {ending.At}; the cache was taken {cache.Acquisitions} times:");
Console.WriteLine($"  {cache.Contended} times there was a line, up to {cache.MaxWaiters} long");
Console.WriteLine($"  held for {cache.MeanHold * 1e6:F0} us on average, waited for {cache.Wait.Mean * 1e6:F0} us");

async SimTask Worker(Thread self)
{
    for (var round = 0; round < 100; round++)
    {
        await self.Compute(self.Random.Exponential(2.Ms));
        try
        {
            using (await cache.Lock(self)) await self.Compute(100.Us);   // released on every way out
            using (await disk.Acquire(self)) await self.Sleep(80.Us);    // a read
        }
        catch (Interrupted why)
        {
            self.Log($"gave up: {why.Cause}");
            return;
        }
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

/// A crowd at one door is served in a time proportional to its size.
public class LawsOfManyWaiters
{
    [Fact]
    public void A_million_threads_at_one_mutex_take_as_many_events_each_as_a_thousand()
    {
        Events(1_000_000).ShouldBe(Events(1_000), 0.01);
    }

    // Per thread. Every step of an event takes constant time: the line is linked, its head is known.
    static double Events(int threads)
    {
        var bench = new Bench(new Fcfs(), cpus: 4);
        var door = bench.Machine.Add("door", new Mutex());
        var program = new Program("visitor", new With(door, [new Compute(1.Us)]));
        bench.Machine.Start(bench.Process, "visitor", program, threads);
        bench.Run();
        (door.Acquisitions, door.MaxWaiters).ShouldBe((threads, threads - 1));
        bench.Machine.LastExit.ShouldBe(Instant.Start + threads.Us);
        return (double)bench.Machine.Simulation.Events / threads;
    }
}

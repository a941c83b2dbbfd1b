using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Theory;

/// Two threads take turns on one CPU and add 1 to one counter: what is lost.
public class LostUpdates
{
    /// Updates of 300 µs, turns of 1 ms, five each.
    ///
    ///     worker 1   0 – 1 ms   reads 0, writes 1, 2, 3 (at 300, 600, 900 µs), reads 3 and loses the CPU after 100 µs
    ///     worker 2   1 – 2 ms   reads 3, writes 4, 5, 6, reads 6 and loses the CPU
    ///     worker 1   2 – 3 ms   writes 4 (2.2 ms), 5 (2.5 ms), and is done: five updates, 4, 5 and 6 are lost
    ///     worker 2   2.5 ms on  writes 7 (2.7 ms), 8 (3.0 ms), and is done: 4 and 5 of worker 1 are lost
    ///
    /// So 8 of 10 are there: the three that worker 1 had made when worker 2 first read, and all five of worker 2.
    [Fact]
    public void Two_are_lost_of_ten_as_a_schedule_by_hand_says() => Counted(
        new RoundRobin(1.Ms), counter => [new Repeat(5, [new Set(counter, (Formula)counter + 1, 300.Us)])]).ShouldBe(8);

    [Fact]
    public void A_mutex_and_an_atomic_instruction_lose_none()
    {
        var door = new Mutex();
        Counted(new RoundRobin(1.Ms),
            counter => [new Repeat(5, [new With(new(0), [new Set(counter, (Formula)counter + 1, 300.Us)])])], door)
            .ShouldBe(10);
        Counted(new RoundRobin(1.Ms), counter => [new Repeat(5,
            [new Compute(300.Us), new Atomic(counter, (Formula)counter + 1)])]).ShouldBe(10);
    }

    /// A turn ends in an update with probability s, the share of time that updates take. Then the turn after it is
    /// lost, if it counts itself: going back from the last turn, one goes on by two turns with probability s and by one
    /// otherwise, so that one turn in 1 + s counts.
    [Theory]
    [InlineData(.05), InlineData(.2), InlineData(.5), InlineData(.9)]
    public void What_is_left_is_the_sum_divided_by_1_plus_the_share_of_updates(double share)
    {
        const int Updates = 100_000;
        var left = Counted(new RoundRobin(500.Us), counter => [new Repeat(Updates,
        [
            new Compute(new Exponential(20_000 * (1 - share))),
            new Set(counter, (Formula)counter + 1, ((int)(20_000 * share)).Ns),
        ])]);
        ((double)left / (2 * Updates)).ShouldBe(1 / (1 + share), .02);
    }

    static long Counted(Scheduler scheduler, Func<Variable, Operation[]> worker, Mutex? door = null)
    {
        var bench = new Bench(scheduler);
        if (door is not null) bench.Machine.Add("door", door);
        var counter = new Variable(bench.Machine, "counter");
        bench.Machine.Start(bench.Process, "worker", new Program("worker", worker(counter)), count: 2);
        bench.Run();
        return counter.In(bench.Process);
    }
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Policies that know, or guess, how long bursts are.
public class LawsOfShortestFirst
{
    /// Silberschatz, Galvin and Gagne, figure 5.4: bursts of 6, 4, 6, 4, 13, 13 and 13 are guessed as 10, 8, 6, 6, 5, 9
    /// and 11, and the next as 12. Others whose guesses are a little less and a little more go before and after.
    [Fact]
    public void Guesses_are_those_of_the_textbook()
    {
        double[] bursts = [6, 4, 6, 4, 13, 13, 13], guesses = [10, 8, 6, 6, 5, 9, 11, 12];
        foreach (var (count, guess) in guesses.Index())
        {
            var bare = new Bare(new Sjf(estimate: 0.5, initial: 10.Ms));
            // Who is guessed at 10 and runs for 1 is guessed at 5.5, and then at what it takes.
            var more = Guessed(bare, 1, 2 * (guess + 0.1) - 5.5);
            var it = Guessed(bare, bursts[..count]);
            var less = Guessed(bare, 1, 2 * (guess - 0.1) - 5.5);
            foreach (var thread in (int[])[more, it, less]) bare.Wake(thread);
            (bare.Pick(), bare.Pick(), bare.Pick()).ShouldBe((less, it, more), $"after {count} bursts");
        }

        static int Guessed(Bare bare, params double[] bursts)
        {
            var thread = bare.Born();
            bare.Pick().ShouldBe(thread);
            foreach (var burst in bursts) bare.Run(thread, burst.Ms);
            return thread;
        }
    }

    /// Short jobs come one upon the other; the long one waits for the last of them, or for its turn.
    [Theory]
    [InlineData("sjf", 101)]
    [InlineData("hrrn", 11)]
    public void By_response_ratio_a_long_burst_does_not_starve(string policy, double latest)
    {
        var bench = new Bench(policy == "sjf" ? new Sjf() : new Hrrn());
        var @long = bench.StartAt(0.5.S, "long", new Compute(10.S));
        for (var i = 0; i < 100; i++) bench.StartAt(i.S, $"short {i}", new Compute(1.S));
        bench.Run();
        if (policy == "sjf") @long.Wait.Max.ShouldBeGreaterThan(90.S);
        else @long.Wait.Max.ShouldBeLessThan(latest.S);
    }

    /// A thread that begins a longer burst than another's meanwhile gives its CPU up to that.
    [Fact]
    public void Remaining_time_is_compared_anew_with_each_burst()
    {
        var bench = new Bench(new Srtf());
        var first = bench.Start("first", new Compute(2.Ms), new Compute(20.Ms));
        var second = bench.Start("second", new Compute(10.Ms));
        bench.Run();
        (first.Turnaround.Max, second.Turnaround.Max).ShouldBe((32.Ms, 12.Ms));
    }

    [Fact]
    public void Equals_are_not_preempted()
    {
        var bench = new Bench(new Srtf());
        var first = bench.Start("first", new Compute(10.Ms));
        var second = bench.StartAt(4.Ms, "second", new Compute(6.Ms));
        bench.Run();
        (first.Turnaround.Max, second.Turnaround.Max).ShouldBe((10.Ms, 12.Ms));
        bench.Machine.Switches.Involuntary.ShouldBe(0);
    }

    /// Bursts are drawn earlier, and from the same stream: they are the same.
    [Fact]
    public void Who_foresees_changes_nothing_of_what_is_foreseen()
    {
        Duration Used(Scheduler policy)
        {
            var bench = new Bench(policy);
            var random = new Timeslice.Des.Distributions.Exponential(1.Ms);
            var its = bench.Machine.Start(bench.Process, "worker", new Program("worker", new Repeat(
                50, [new Compute(random), new Sleep(random), new Yield()])), count: 10);
            bench.Run();
            return its.TimeIn(ThreadState.RunningUser);
        }
        foreach (var policy in (Scheduler[])[new Sjf(), new Srtf(), new Hrrn(), new Llf(1.Ms)])
            Used(policy).ShouldBe(Used(new Fcfs()));
    }
}

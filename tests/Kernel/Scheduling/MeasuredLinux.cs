using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// What was measured on Linux 6.18 (EEVDF, HZ 250, base slice 1.4 ms), with its parameters. No number is fitted, but
/// that debts are kept asleep was chosen of two variants with these outcomes in view: they do not prove it.
public class MeasuredLinux
{
    static Fair Fair(bool delayDequeue = false) => new(1400.Us, tick: 4.Ms, delayDequeue: delayDequeue);

    /// Measured: 4.07 [3.9..4.2] ms beside one hog, 9.3 [9.0..9.7] ms beside four. How long the sleeper slept is not
    /// known: any time, so that it wakes up anywhere between two ticks.
    [Theory]
    [InlineData(1, 4.07, 5), InlineData(1, 4.07, 20), InlineData(1, 4.07, 100)]
    [InlineData(4, 9.3, 5), InlineData(4, 9.3, 20), InlineData(4, 9.3, 100)]
    public void A_sleeper_with_bursts_of_2_ms_is_done_within_10_percent_of_what_was_measured(
        int hogs, double measured, int sleep) => Response(Fair(), hogs, sleep.Ms).ShouldBe(measured, measured / 10);

    /// With delayed dequeuing, as 6.18 has it, one hog is preempted too often: 3.4 ms. Why is not known.
    [Fact]
    public void With_delayed_dequeuing_that_holds_beside_four_hogs_only()
    {
        Response(Fair(delayDequeue: true), 4, 20.Ms).ShouldBe(9.3, .93);
        Response(Fair(delayDequeue: true), 1, 20.Ms).ShouldBe(3.4, .1);
    }

    /// Measured: 3.97 ms, the tick less the switch.
    [Fact]
    public void Slices_between_equals_are_ticks_long()
    {
        var bench = new Bench(Fair(), costs: CostProfiles.LinuxVm);
        var diary = new Diary();
        bench.Machine.Observer = diary;
        bench.Machine.Start(bench.Process, "hog", new Program("hog", [new Compute(1_000.S)]), count: 2);
        bench.Run(until: 10.S);
        (10_000.0 / diary.Turns.Count).ShouldBe(3.97, .04);
    }

    /// Measured, in millions a second: threads that do nothing but lock a mutex, which barges, for 1 µs. Whoever has
    /// the CPU takes it again and again; that others wait costs next to nothing.
    [Theory]
    [InlineData(1, .93), InlineData(8, .92)]
    public void A_mutex_on_one_core_is_taken_as_often_as_was_measured(int threads, double measured)
    {
        var bench = new Bench(Fair(), costs: CostProfiles.LinuxVm);
        var mutex = new Mutex(release: ReleaseRule.Barging);
        bench.Machine.Add("mutex", mutex);
        bench.Machine.Start(bench.Process, "worker",
            new Program("worker", new Forever([new With(mutex, [new Compute(1.Us)])])), count: threads);
        bench.Run(until: 1.S);
        (mutex.Acquisitions / 1e6).ShouldBe(measured, measured / 10);
    }

    /// Measured, from its arrival: 63 to 64 ms; 12.2 to 12.6; 12.2 to 12.7. A SCHED_FIFO thread holds a lock for 12 ms,
    /// an urgent one wants it for 1 ms after 1 ms, and after 2 ms one in between computes for 50 ms.
    [Theory]
    [InlineData(Protocol.None, 63.5), InlineData(Protocol.Inherit, 12.4), InlineData(Protocol.Ceiling, 12.45)]
    public void An_inverted_priority_lasts_within_5_percent_of_what_was_measured(Protocol protocol, double measured)
    {
        var bench = new Bench(new Linux(), costs: CostProfiles.LinuxVm);
        var mutex = bench.Machine.Add("lock", new Mutex(protocol: protocol));
        Start("low", 10, Duration.Zero, new With(mutex, [new Compute(12.Ms)]));
        var high = Start("high", 30, 1.Ms, new With(mutex, [new Compute(1.Ms)]));
        Start("middle", 20, 2.Ms, new Compute(50.Ms));
        bench.Run();
        (high.Turnaround.Mean * 1e3).ShouldBe(measured, measured / 20);

        ThreadClass Start(string name, int priority, Duration at, Operation body) => bench.Machine.Start(bench.Process,
            name, new Program(name, body), at: Instant.Start + at, terms: new() { Policy = new FifoPolicy(priority) });
    }

    /// In ms, from the wake-up to the end of the burst.
    static double Response(Scheduler fair, int hogs, Duration sleep)
    {
        var bench = new Bench(fair, costs: CostProfiles.LinuxVm);
        bench.Machine.Start(bench.Process, "hog", new Program("hog", [new Compute(1_000.S)]), count: hogs);
        var (sum, count) = (0.0, 0);
        bench.Process.Thread("sleeper", async self =>
        {
            while (true)
            {
                var asleep = sleep + self.Random.Uniform(Duration.Zero, 4.Ms);
                var woken = self.Machine.Simulation.Now + asleep;
                await self.Sleep(asleep);
                await self.Compute(2.Ms);
                sum += (self.Machine.Simulation.Now - woken).Seconds * 1e3;
                count++;
            }
        });
        bench.Run(until: 60.S);
        return sum / count;
    }
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;

namespace Timeslice.Tests.Golden;

/// The example that comes with SimSo 0.8: tasks of 3, 3 and 5 ms every 7, 12 and 20 ms, for 420 ms, the hyperperiod.
/// <remarks>
/// What SimSo counts as preemptions are interruptions: the instants at which a release finds a job in the middle of its
/// work, whether or not it loses the CPU. It loses it at 42 and 34 of them.
/// </remarks>
public class SimSoExample
{
    [Theory]
    [InlineData("rate-monotonic", 58, 42, 8, 14.714, 20)]
    [InlineData("edf", 56, 34, 8, 12.571, 16)]
    public void Three_tasks(string policy, int interruptions, int preemptions, int least, double mean, int most)
    {
        var releases = new Releases();
        var bench = new Bench(policy == "edf" ? new Edf() : new RateMonotonic());
        foreach (var (period, wcet) in (ReadOnlySpan<(int, int)>)[(7, 3), (12, 3), (20, 5)])
            bench.Machine.Start(bench.Process, $"every {period} ms", new Program("job", new Compute(wcet.Ms)),
                terms: new Terms { Release = new Periodic(period.Ms) });
        bench.Machine.Observer = releases;
        bench.Run(420.Ms).Reason.ShouldBe(EndReason.TimeReached);
        var jobs = bench.Machine.Classes[2].Jobs!;
        (jobs.Response.Min, Math.Round(jobs.Response.Mean * 1e3, 3), jobs.Response.Max)
            .ShouldBe((least.Ms, mean, most.Ms));
        releases.Interrupting.ShouldBe(interruptions);
        bench.Machine.Switches.Involuntary.ShouldBe(preemptions);
        bench.Machine.Classes.Sum(its => its.Jobs!.Late).ShouldBe(0);
        bench.Machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(390.Ms);
    }

    /// Instants at which a thread wakes up while another one is in the middle of a burst.
    sealed class Releases : Observer
    {
        readonly HashSet<Instant> instants = [];
        readonly HashSet<int> asleep = [];
        readonly Dictionary<int, Instant> running = [];

        public int Interrupting => instants.Count;

        public override void ThreadChanged(Machine machine, int thread, ThreadState state)
        {
            var now = machine.Simulation.Now;
            if (state == ThreadState.RunningUser) running.TryAdd(thread, now);
            else running.Remove(thread);
            if (state == ThreadState.Sleeping) asleep.Add(thread);
            else if (asleep.Remove(thread) && IsSomebodyWorking()) instants.Add(now);

            bool IsSomebodyWorking() =>
                running.Any(other => other.Value < now && machine.Threads.Remaining(other.Key) > now - other.Value);
        }
    }
}

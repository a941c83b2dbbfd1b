using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;

namespace Timeslice.Tests.Golden;

/// The example that comes with SimSo 0.8: tasks of 3, 3 and 5 ms every 7, 12 and 20 ms, for 420 ms, the hyperperiod.
public class SimSoExample
{
    [Theory]
    [InlineData("rate-monotonic", 58, 8, 14.714, 20)]
    [InlineData("edf", 56, 8, 12.571, 16)]
    public void Three_tasks(string policy, int preemptions, int least, double mean, int most)
    {
        var bench = new Bench(policy == "edf" ? new Edf() : new RateMonotonic());
        foreach (var (period, wcet) in (ReadOnlySpan<(int, int)>)[(7, 3), (12, 3), (20, 5)])
            bench.Machine.Start(bench.Process, $"every {period} ms", new Program("job", new Compute(wcet.Ms)),
                terms: new Terms { Release = new Periodic(period.Ms) });
        bench.Run(420.Ms).Reason.ShouldBe(EndReason.TimeReached);
        var jobs = bench.Machine.Classes[2].Jobs!;
        (jobs.Response.Min, Math.Round(jobs.Response.Mean * 1e3, 3), jobs.Response.Max)
            .ShouldBe((least.Ms, mean, most.Ms));
        bench.Machine.Switches.Involuntary.ShouldBe(preemptions);
        bench.Machine.Classes.Sum(its => its.Jobs!.Late).ShouldBe(0);
        bench.Machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(390.Ms);
    }
}

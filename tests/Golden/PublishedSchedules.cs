using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;

namespace Timeslice.Tests.Golden;

/// Schedules that textbooks print, reproduced exactly. Times in seconds.
public class PublishedSchedules
{
    [Theory] // OSTEP, homework of the scheduling chapter: three jobs of 200 s at time 0
    [InlineData(false, 200, 400, 200)]
    [InlineData(true, 1, 599, 399)]
    public void Three_jobs_of_200(bool roundRobin, double response, double turnaround, double wait)
    {
        var bench = new Bench(roundRobin ? new RoundRobin(1.S) : new Fcfs());
        foreach (var name in (string[])["A", "B", "C"]) bench.Start(name, new Compute(200.S));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        (bench.MeanResponse, bench.MeanTurnaround, bench.MeanWait).ShouldBe((response, turnaround, wait));
    }

    [Theory] // Stallings, Operating Systems, table 9.5
    [InlineData(0, 8.60, new[] { 3.0, 7, 9, 12, 12 })]
    [InlineData(1, 10.80, new[] { 4.0, 16, 13, 14, 7 })]
    [InlineData(4, 10.00, new[] { 3.0, 15, 7, 14, 11 })]
    public void Stallings_five_processes(int quantum, double mean, double[] turnarounds)
    {
        var bench = new Bench(quantum == 0 ? new Fcfs() : new RoundRobin(quantum.S));
        var service = new[] { 3, 6, 4, 5, 2 };
        for (var i = 0; i < 5; i++) bench.StartAt((2 * i).S, $"{(char)('A' + i)}", new Compute(service[i].S));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        bench.Machine.Classes.Select(c => c.Turnaround.Mean).ShouldBe(turnarounds);
        bench.MeanTurnaround.ShouldBe(mean, 1e-12);
    }
}

using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Contracts;
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

    [Theory] // OSTEP, chapter 7: the first job takes 100 s, the others 10 s and come at 0 s or at 10 s
    [InlineData("sjf", 0, 50)]
    [InlineData("sjf", 10, 310.0 / 3)]
    [InlineData("srtf", 10, 50)]
    public void A_long_job_and_two_short_ones(string policy, int late, double turnaround)
    {
        var bench = new Bench(Samples.Make<Scheduler>(policy));
        bench.Start("A", new Compute(100.S));
        foreach (var name in (string[])["B", "C"]) bench.StartAt(late.S, name, new Compute(10.S));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        bench.MeanTurnaround.ShouldBe(turnaround, 1e-12);
    }

    [Theory] // OSTEP, chapter 7: three jobs of 5 s at time 0
    [InlineData("sjf", 5, 10)]
    [InlineData("{round-robin: {quantum: 1s}}", 1, 14)]
    public void Three_jobs_of_5(string policy, double response, double turnaround)
    {
        var bench = new Bench(Samples.Make<Scheduler>(policy));
        foreach (var name in (string[])["A", "B", "C"]) bench.Start(name, new Compute(5.S));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        (bench.MeanResponse, bench.MeanTurnaround).ShouldBe((response, turnaround));
    }

    [Theory] // Stallings, Operating Systems, table 9.5
    [InlineData("fcfs", 8.60, new[] { 3.0, 7, 9, 12, 12 })]
    [InlineData("{round-robin: {quantum: 1s}}", 10.80, new[] { 4.0, 16, 13, 14, 7 })]
    [InlineData("{round-robin: {quantum: 4s}}", 10.00, new[] { 3.0, 15, 7, 14, 11 })]
    [InlineData("sjf", 7.60, new[] { 3.0, 7, 11, 14, 3 })]
    [InlineData("srtf", 7.20, new[] { 3.0, 13, 4, 14, 2 })]
    [InlineData("hrrn", 8.00, new[] { 3.0, 7, 9, 14, 7 })]
    [InlineData("{feedback: {quantum: 1s}}", 10.00, new[] { 4.0, 18, 12, 13, 3 })]
    [InlineData("{feedback: {quantum: 1s, growth: 2}}", 10.60, new[] { 4.0, 15, 14, 14, 6 })]
    public void Stallings_five_processes(string policy, double mean, double[] turnarounds)
    {
        var bench = new Bench(Samples.Make<Scheduler>(policy));
        var service = new[] { 3, 6, 4, 5, 2 };
        for (var i = 0; i < 5; i++) bench.StartAt((2 * i).S, $"{(char)('A' + i)}", new Compute(service[i].S));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        bench.Machine.Classes.Select(c => c.Turnaround.Mean).ShouldBe(turnarounds);
        bench.MeanTurnaround.ShouldBe(mean, 1e-12);
    }

    [Fact] // OSTEP, figure 9.3: A, B and C hold 100, 50 and 250 tickets
    public void The_trace_of_stride_scheduling()
    {
        var bench = new Bench(new Stride(1.S));
        foreach (var (name, tickets) in new[] { ("A", 100), ("B", 50), ("C", 250) })
            bench.Machine.Start(bench.Process, name, new Program(name, new Compute(1000.S)),
                terms: new Terms { Tickets = tickets });
        var trace = "";
        for (var second = 0; second < 8; second++)
        {
            bench.Run(until: (second + 0.5).S);
            trace += bench.Machine.NameOf(bench.Machine.Cpus[0].Thread);
        }
        trace.ShouldBe("ABCCCACC");
    }
}

using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// What was measured on Linux 6.18 (EEVDF, HZ 250, base slice 1.4 ms), foretold with its parameters and nothing fitted.
public class MeasuredLinux(ITestOutputHelper output)
{
    [Fact]
    public void Report()
    {
        foreach (var delay in new[] { true, false })
            foreach (var parity in new[] { true, false })
                foreach (var hogs in new[] { 1, 4 })
                    foreach (var sleep in new[] { 5.Ms, 8.Ms, 10.Ms, 20.Ms, 50.Ms, 100.Ms })
                        File.AppendAllText("/tmp/measured",
                            $"delay {delay} parity {parity} hogs {hogs} sleep {sleep}: {Response(new Fair(1400.Us, 4.Ms, parity, delay), hogs, sleep)}\n");
        output.WriteLine("");
    }

    static string Response(Scheduler fair, int hogs, Duration sleep)
    {
        var bench = new Bench(fair, costs: CostProfiles.LinuxVm);
        bench.Machine.Start(bench.Process, "hog", new Program("hog", [new Compute(1_000.S)]), count: hogs);
        var responses = new List<double>();
        bench.Process.Thread("sleeper", async self =>
        {
            while (true)
            {
                await self.Sleep(sleep + self.Random.Exponential(100.Us));
                var woken = self.Machine.Simulation.Now;
                await self.Compute(2.Ms);
                responses.Add((self.Machine.Simulation.Now - woken).Seconds * 1e3);
            }
        });
        bench.Run(until: 60.S);
        responses.Sort();
        return $"mean {responses.Average():F2} median {responses[responses.Count / 2]:F2} p95 {responses[responses.Count * 95 / 100]:F2}";
    }
}

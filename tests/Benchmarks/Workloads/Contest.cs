namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// Runs workloads in turn, round after round in one warm process, so that a noisy stretch of the machine hits all of
/// them; medians are compared.
/// </summary>
sealed class Contest(IReadOnlyList<IWorkload> workloads)
{
    readonly Dictionary<string, List<Sample>> threads = [], tasks = [];

    /// <summary>Runs a workload until the compiler has done its best with it.</summary>
    public static void WarmUp(IWorkload workload)
    {
        for (var i = 0; i < 2; i++)
        {
            workload.Threads();
            workload.Tasks();
        }
    }

    /// <summary>Writes a Markdown table.</summary>
    public void Run(int rounds, TextWriter output)
    {
        foreach (var workload in workloads)
        {
            WarmUp(workload);
            (threads[workload.Name], tasks[workload.Name]) = ([], []);
        }

        for (var round = 0; round < rounds; round++)
            foreach (var workload in workloads)
            {
                if (workload.Threads() is { } measured) threads[workload.Name].Add(measured);
                if (workload.Tasks() is { } sample) tasks[workload.Name].Add(sample);
            }

        var hasTasks = tasks.Values.Any(samples => samples.Count > 0);
        output.Write("| workload | unit | kernel threads, ns | to | M events/s | bytes allocated | bytes per thread |");
        output.WriteLine(hasTasks ? " SimTask, ns | ratio | bytes allocated | bytes per task |" : "");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|" + (hasTasks ? "---:|---:|---:|---:|" : ""));
        foreach (var workload in workloads) output.WriteLine(Row(workload) + (hasTasks ? RowOfTasks(workload) : ""));
    }

    string Row(IWorkload workload)
    {
        var samples = threads[workload.Name];
        if (samples.Count == 0) return $"| {workload.Name} | {workload.Unit} | | | | | |";
        var time = TimeOf(samples);
        var compared = workload.ComparedWith is { } other && threads.TryGetValue(other, out var others)
            ? $"{time / TimeOf(others):F2} × {other}" : "";
        var events = Median.Of([.. samples.Select(sample => sample.EventsPerSecond)]) / 1e6;
        return $"| {workload.Name} | {workload.Unit} | {time:F1} | {compared} | {events:F1} | {Memory(samples[^1])} |";
    }

    string RowOfTasks(IWorkload workload)
    {
        var samples = tasks[workload.Name];
        if (samples.Count == 0) return " | | | |";
        var (time, rivals) = (TimeOf(samples), threads[workload.Name]);
        return $" {time:F1} | {(rivals.Count == 0 ? "" : $"{time / TimeOf(rivals):F2}")} | {Memory(samples[^1])} |";
    }

    static string Memory(Sample last) =>
        $"{last.AllocatedPerUnit:F2} | {(double.IsNaN(last.BytesEach) ? "" : $"{last.BytesEach:F1}")}";

    static double TimeOf(List<Sample> samples) => Median.Of([.. samples.Select(sample => sample.Nanoseconds)]);
}

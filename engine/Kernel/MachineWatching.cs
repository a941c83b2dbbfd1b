using Timeslice.Des.Monitors;

namespace Timeslice.Kernel;

/// <content>What programs count, time and log.</content>
public sealed partial class Machine
{
    readonly OrderedDictionary<string, Tally> spans = [];

    /// <summary>How often threads came by what they count, in order of naming.</summary>
    public IReadOnlyDictionary<string, long> Counts => Counted;

    /// <summary>How long the spans were that threads began and ended, in order of naming.</summary>
    public IReadOnlyDictionary<string, Tally> Spans => spans;

    internal OrderedDictionary<string, long> Counted { get; } = [];

    internal Tally SpanOf(string name)
    {
        if (!spans.TryGetValue(name, out var tally)) spans[name] = tally = new();
        return tally;
    }

    /// <summary>Writes a line to the log, with time and name.</summary>
    internal void WriteLine(int thread, string line) =>
        Log?.Invoke($"{Simulation.Now,12} {Place}{NameOf(thread)}: {line}");

    void RestartWatching()
    {
        foreach (var name in Counted.Keys.ToList()) Counted[name] = 0;
        foreach (var span in spans.Values) span.Restart();
    }
}

using System.Diagnostics;

namespace Timeslice.Cli;

/// <summary>
/// How far the runs are, and how long the rest will take: on standard
/// error, one line that rewrites itself on a terminal.
/// </summary>
sealed class Progress : IDisposable
{
    static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250), EveryInLogs = TimeSpan.FromSeconds(10);

    readonly System.Threading.Lock gate = new();
    readonly Stopwatch watch = Stopwatch.StartNew();
    readonly int runs;
    readonly bool isTerminal = !Console.IsErrorRedirected;
    TimeSpan next = FirstAfter;
    int done;
    bool isQuiet, shown;

    Progress(int runs, bool isQuiet) => (this.runs, this.isQuiet) = (runs, isQuiet);

    public static Progress Start(int runs, bool quiet) => new(runs, quiet);

    /// <summary>One more run is over; called from any worker.</summary>
    public void Advance()
    {
        lock (gate)
        {
            done++;
            if (isQuiet || watch.Elapsed < next) return;
            next = watch.Elapsed + (isTerminal ? Every : EveryInLogs);
            var left = watch.Elapsed / done * (runs - done);
            Show($"{done} of {runs} runs, {100L * done / runs} %, about {Read(left)} left");
        }
    }

    public void Dispose()
    {
        if (shown && isTerminal) Write("\r\e[K");
    }

    void Show(string text)
    {
        shown = true;
        Write(isTerminal ? $"\r\e[K{text}" : $"timeslice: {text}\n");
    }

    void Write(string text)
    {
        try { Console.Error.Write(text); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { isQuiet = true; }
    }

    static string Read(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss} h"
        : time.TotalMinutes >= 1 ? $"{time:m\\:ss} min"
        : $"{Math.Ceiling(time.TotalSeconds)} s";
}

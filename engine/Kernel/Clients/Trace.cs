namespace Timeslice.Kernel.Clients;

/// <summary>
/// Requests come when they came once before: their instants, and what they asked for, are those of a file.
/// </summary>
/// <param name="arrivals">
/// A CSV file, by its path from the scenario: a line for each request, with its time since the client began in the
/// column <c>time</c> (<c>12.5ms</c>; or plain numbers in a column <c>time_s</c>, <c>time_ms</c>, <c>time_us</c> or
/// <c>time_ns</c>) and, if there is a column <c>class</c>, the name of its class. Times never fall.
/// </param>
public sealed class Trace(RecordedArrivals arrivals) : Load
{
    readonly IReadOnlyList<Des.Duration> times = arrivals.Times;
    int[]? classes;
    int next;
    Habits habits;

    public override bool IsEndless => false;

    private protected override void Begin()
    {
        habits = new(Client.Key);
        classes = arrivals.Classes?.Select(Client.ClassNamed).ToArray();
        Next();
    }

    // All of one instant together.
    private protected override void Due(int what)
    {
        var now = times[next];
        for (; next < times.Count && times[next] == now; next++) Client.Ask(user: 0, ref habits, classes?[next]);
        Next();
    }

    void Next()
    {
        if (next < times.Count) TryAppoint(times[next].Nanoseconds);
    }
}

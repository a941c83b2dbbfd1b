namespace Timeslice.Tests.Reference;

/// Which thread goes next: the kinds of policies that the reference knows.
enum Kind
{
    Fcfs, RoundRobin, Sjf, Srtf, Hrrn, Priority, Feedback, Mlfq, Stride, Edf, RateMonotonic, DeadlineMonotonic, Llf,
}

/// A policy and its options, in nanoseconds where they are times; 0 leaves a time out. A policy heeds its own options.
sealed record Policy(Kind Kind, int Quantum = 0)
{
    public static readonly Policy Fcfs = new(Kind.Fcfs);

    public int Ageing { get; init; }
    public int Growth { get; init; } = 1;
    public int Levels { get; init; } = 3;
    public int Allotment { get; init; }
    public int Boost { get; init; }
    public bool IsPreemptive { get; init; } = true;
    public bool Accounts { get; init; } = true;

    public static Policy RoundRobin(int quantum) => new(Kind.RoundRobin, quantum);

    public bool NeedsQuantum =>
        Kind is Kind.RoundRobin or Kind.Feedback or Kind.Mlfq or Kind.Stride or Kind.Llf;

    /// As C#, to be pasted into a test.
    public override string ToString()
    {
        var plain = new Policy(Kind);
        var options = new List<string>();
        if (Ageing != 0) options.Add($"{nameof(Ageing)} = {Ageing}");
        if (Growth != plain.Growth) options.Add($"{nameof(Growth)} = {Growth}");
        if (Levels != plain.Levels) options.Add($"{nameof(Levels)} = {Levels}");
        if (Allotment != 0) options.Add($"{nameof(Allotment)} = {Allotment}");
        if (Boost != 0) options.Add($"{nameof(Boost)} = {Boost}");
        if (!IsPreemptive) options.Add($"{nameof(IsPreemptive)} = false");
        if (!Accounts) options.Add($"{nameof(Accounts)} = false");
        var tail = options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
        return $"new Policy(Kind.{Kind}, {Quantum}){tail}";
    }
}

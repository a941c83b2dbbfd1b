namespace Timeslice.Kernel.Programs;

/// <summary>The programs that run on a machine, one after the other: a step is found without its program.</summary>
sealed class CodeStore
{
    readonly Dictionary<Program, int> starts = [];
    int used = 1;

    /// <summary>What is at a place; before the first program stands a step that no thread executes.</summary>
    public Operation[] Steps { get; private set; } = [new EndThread()];

    /// <summary>Where a program starts that is there; null where it is not.</summary>
    public int? Find(Program program) => starts.TryGetValue(program, out var start) ? start : null;

    /// <summary>Where a program starts. From now on it stays as it is.</summary>
    public int Load(Program program)
    {
        if (starts.TryGetValue(program, out var start)) return start;
        var code = program.Load();
        if (used + code.Length > Steps.Length)
        {
            var larger = new Operation[Math.Max(used + code.Length, Steps.Length * 2)];
            Steps.AsSpan(0, used).CopyTo(larger);
            Steps = larger;
        }
        code.CopyTo(Steps, used);
        start = starts[program] = used;
        used += code.Length;
        return start;
    }

    /// <summary>The step before a place: the one that a thread executes or blocks in.</summary>
    public Operation Before(int place) => Steps[Math.Max(0, place - 1)];
}

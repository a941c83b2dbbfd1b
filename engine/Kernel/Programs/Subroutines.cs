namespace Timeslice.Kernel.Programs;

/// <summary>A program that others call: laid down once, with a word of memory for where to go back to.</summary>
sealed record Subroutine(Program Program, Label Entry, int Slot)
{
    /// <summary>In place of the word, for the first program: nothing leads back from it.</summary>
    public const int NoFrame = -1;
}

/// <summary>
/// The programs that a program calls. As a thread has one word for each to go back by, none may call itself.
/// </summary>
sealed class Subroutines
{
    /// <summary>The most programs that one calls, itself or through others.</summary>
    const int Most = 1000;

    /// <summary>The longest chain of calls.</summary>
    const int Chain = 64;

    readonly Dictionary<Program, Subroutine> known = [];
    readonly Queue<Subroutine> waiting = [];
    readonly Dictionary<Program, List<(Program To, SourceLine At)>> calls = [];

    /// <summary>The program that is being laid down.</summary>
    public Program Current { get; set; } = null!;

    /// <param name="slot">Gives out a word of the thread's memory.</param>
    public Subroutine Of(Program called, Operation whole, Func<int> slot)
    {
        if (!calls.TryGetValue(Current, out var its)) calls[Current] = its = [];
        its.Add((called, whole.Source));
        if (known.TryGetValue(called, out var there)) return there;
        if (known.Count == Most)
            throw new ProgramRefused(whole.Source, $"more than {Most} programs are called", "call fewer");
        var added = known[called] = new(called, new(), slot());
        waiting.Enqueue(added);
        return added;
    }

    /// <summary>The next to be laid down; false when all are, and none calls itself.</summary>
    public bool TryNext(out Subroutine next)
    {
        if (waiting.TryDequeue(out next!))
        {
            Current = next.Program;
            return true;
        }
        var (path, done) = (new List<Program>(), new HashSet<Program>());
        foreach (var program in calls.Keys) Follow(program, path, done);
        return false;
    }

    void Follow(Program program, List<Program> path, HashSet<Program> done)
    {
        if (!calls.TryGetValue(program, out var its) || done.Contains(program)) return;
        path.Add(program);
        foreach (var (to, at) in its)
        {
            if (path.Contains(to)) throw Circle(path[path.IndexOf(to)..], at);
            if (path.Count == Chain)
                throw new ProgramRefused(at, $"more than {Chain} programs call one another in a chain", "join some");
            Follow(to, path, done);
        }
        path.RemoveAt(path.Count - 1);
        done.Add(program);
    }

    static ProgramRefused Circle(List<Program> circle, SourceLine at)
    {
        var way = string.Join(" → ", circle.Append(circle[0]).Select(program => program.Name));
        return new(at, circle.Count == 1 ? $"the program {circle[0].Name} calls itself"
            : $"programs call one another in a circle: {way}", "use a loop, or `spawn`");
    }
}

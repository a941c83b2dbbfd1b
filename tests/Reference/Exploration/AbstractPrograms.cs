namespace Timeslice.Tests.Reference;

/// All programs of one to three threads with up to four acts on two mutexes, of each kind one.
/// <remarks>
/// What comes after a thread's first mistake never happens: to unlock what it has not ends the run, to lock what it has
/// ends the thread. So a program ends there. The order of threads and the names of mutexes do not matter.
/// </remarks>
static class AbstractPrograms
{
    /// The programs of one thread, in order.
    public static IReadOnlyList<Act[]> OfOneThread(int length) => [.. Grow([], length).OrderBy(Text)];

    public static IEnumerable<Act[][]> OfThreads(int count, int length) => OfThreads(count, OfOneThread(length));

    /// Of equal ones the first: those with the mutexes exchanged have the same story.
    public static IEnumerable<Act[][]> OfThreads(int count, IReadOnlyList<Act[]> programs) =>
        Multisets(count, programs, 0).Where(threads =>
            string.CompareOrdinal(Text(threads), Text([.. threads.Select(Mirror).OrderBy(Text)])) <= 0);

    /// Whether every lock that is taken is given back, and nothing else is.
    public static bool IsWellFormed(Act[] program) => HeldAfter(program) is { Count: 0 };

    public static string Text(IEnumerable<Act[]> threads) => string.Join(" | ", threads.Select(Text));

    static string Text(Act[] program) => string.Join(' ', program);

    static Act[] Mirror(Act[] program) => [.. program.Select(act => act.Mirrored)];

    static IEnumerable<Act[]> Grow(Act[] program, int length)
    {
        yield return program;
        if (program.Length == length || HeldAfter(program) is null) yield break;
        foreach (var act in Act.All)
            foreach (var longer in Grow([.. program, act], length)) yield return longer;
    }

    static IEnumerable<Act[][]> Multisets(int count, IReadOnlyList<Act[]> from, int first)
    {
        if (count == 0) yield return [];
        for (var i = first; count > 0 && i < from.Count; i++)
            foreach (var rest in Multisets(count - 1, from, i)) yield return [from[i], .. rest];
    }

    /// What a thread has after a program; null when there is a mistake in it.
    static HashSet<int>? HeldAfter(Act[] program)
    {
        var held = new HashSet<int>();
        foreach (var (locks, which) in program)
            if (locks ? !held.Add(which) : !held.Remove(which)) return null;
        return held;
    }
}

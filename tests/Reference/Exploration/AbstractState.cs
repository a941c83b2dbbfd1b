namespace Timeslice.Tests.Reference;

/// How an abstract program ends: all are done, somebody unlocks what is not its own, a circle of owners closes, or
/// nobody who is left can go on.
enum Fate { Done, Error, Circle, Stuck }

/// An abstract program somewhere in its story: how far each thread is, who owns each mutex, who waits in which order.
/// <param name="At">By thread, the acts that it has begun.</param>
/// <param name="Owners">By mutex; -1 for nobody. A mutex whose owner is done is lost.</param>
/// <param name="Lines">By mutex, those who wait.</param>
sealed record AbstractState(int[] At, int[] Owners, int[][] Lines)
{
    public static AbstractState Start(int threads) => new(new int[threads], [-1, -1], [[], []]);

    public bool Waits(int thread) => Lines[0].Contains(thread) || Lines[1].Contains(thread);

    public IEnumerable<int> Enabled(Act[][] program) =>
        Enumerable.Range(0, At.Length).Where(t => At[t] < program[t].Length && !Waits(t));

    /// What comes of the next act of a thread: another state and the thread that it lets go on, or the end.
    public (AbstractState Next, int Freed, Fate? End) Step(Act[][] program, int thread)
    {
        var (locks, which) = program[thread][At[thread]];
        var at = At.ToArray();
        at[thread]++;
        if (locks && Owners[which] < 0) return (new(at, With(Owners, which, thread), Lines), -1, null);
        if (locks)
        {
            var next = new AbstractState(at, Owners, With(Lines, which, [.. Lines[which], thread]));
            return (next, -1, next.CircleFrom(thread).Count > 0 ? Fate.Circle : null);
        }
        if (Owners[which] != thread) return (this, -1, Fate.Error);
        if (Lines[which] is not [var first, .. var rest])
            return (new(at, With(Owners, which, -1), Lines), -1, null);
        return (new(at, With(Owners, which, first), With(Lines, which, rest)), first, null);
    }

    /// Those who wait for each other in a circle, from a thread on; empty when there is none.
    public List<int> CircleFrom(int thread)
    {
        var circle = new List<int>();
        for (var at = thread; Waits(at) && !circle.Contains(at); at = Owners[Lines[0].Contains(at) ? 0 : 1])
        {
            circle.Add(at);
            if (Owners[Lines[0].Contains(at) ? 0 : 1] == thread) return circle;
        }
        return [];
    }

    /// How it has ended when nobody is enabled.
    public Fate Quiet => Lines[0].Length + Lines[1].Length == 0 ? Fate.Done : Fate.Stuck;

    /// Equal states have equal keys: up to three threads, each number below 8.
    public long Key => Digits([.. At, .. Owners, 6, .. Lines[0], 6, .. Lines[1]]);

    static long Digits(ReadOnlySpan<int> digits)
    {
        var number = 1L;
        foreach (var digit in digits) number = number * 8 + digit + 1;
        return number;
    }

    static T[] With<T>(T[] all, int index, T value)
    {
        T[] changed = [.. all];
        changed[index] = value;
        return changed;
    }
}

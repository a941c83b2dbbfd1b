namespace Timeslice.Tests.Reference;

/// Goes through all interleavings of an abstract program.
static class Exploration
{
    /// Every way in which it can end.
    public static HashSet<Fate> FatesOf(Act[][] program)
    {
        var (fates, seen) = (new HashSet<Fate>(), new HashSet<long>());
        var left = new Stack<AbstractState>([AbstractState.Start(program.Length)]);
        while (left.TryPop(out var state))
        {
            if (!seen.Add(state.Key)) continue;
            var enabled = state.Enabled(program).ToList();
            if (enabled.Count == 0) fates.Add(state.Quiet);
            foreach (var thread in enabled)
            {
                var (next, _, end) = state.Step(program, thread);
                if (end is { } fate) fates.Add(fate);
                else left.Push(next);
            }
        }
        return fates;
    }

    /// How it ends where each act of each thread takes a time before it, and when; null when two acts come at once.
    public static (Fate Fate, long At, int Circle)? Along(Act[][] program, int[][] times)
    {
        var state = AbstractState.Start(program.Length);
        var due = times.Select((own, thread) => program[thread].Length > 0 ? own[0] : 0L).ToArray();
        var now = 0L;
        while (state.Enabled(program).ToList() is { Count: > 0 } enabled)
        {
            var thread = enabled.MinBy(t => due[t]);
            if (enabled.Count(t => due[t] == due[thread]) > 1) return null;
            now = due[thread];
            var (next, freed, end) = state.Step(program, thread);
            if (end is { } fate) return (fate, now, fate == Fate.Circle ? next.CircleFrom(thread).Count : 0);
            state = next;
            foreach (var other in (int[])[thread, freed])
                if (other >= 0 && state.At[other] < program[other].Length)
                    due[other] = now + times[other][state.At[other]];
        }
        return (state.Quiet, now, 0);
    }
}

namespace Timeslice.Kernel.Channels;

/// <summary>
/// What the end of a process adds to System V semaphores: of each, what it took less what it gave, in calls that were
/// to be undone.
/// </summary>
/// <remarks>
/// semadj and SEM_UNDO, semop(2). It is the process's, not its threads': <c>exec</c> keeps it, and the child of a
/// <c>fork</c> begins with none.
/// </remarks>
sealed class Adjustments
{
    readonly List<(SystemVCounter Counter, int Sum)> all = [];

    /// <summary>False, and nothing is added, where the sum would be too large: SEMAEM.</summary>
    public bool TryAdd(SystemVCounter counter, int adjustment)
    {
        var place = all.Count - 1;
        while (place >= 0 && all[place].Counter != counter) place--;
        var sum = adjustment + (place < 0 ? 0 : all[place].Sum);
        if (sum is < -SystemVCounter.Most - 1 or > SystemVCounter.Most) return false;
        if (place >= 0) all[place] = (counter, sum);
        else
        {
            all.RemoveAll(one => one.Counter.IsRemoved);
            all.Add((counter, sum));
        }
        return true;
    }

    /// <summary>The process has ended. The semaphore that it used first comes last, as in Linux.</summary>
    public void Apply()
    {
        for (var i = all.Count - 1; i >= 0; i--)
            if (all[i] is { Sum: not 0, Counter.IsRemoved: false } one) one.Counter.Undo(one.Sum);
        all.Clear();
    }
}

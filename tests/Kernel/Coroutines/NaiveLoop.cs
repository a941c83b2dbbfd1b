using Timeslice.Des;

namespace Timeslice.Tests.Kernel.Coroutines;

/// <summary>What one step of a random coroutine is.</summary>
/// <param name="What">c: compute, s: await a sleep, b: sleep, y: await a yield, g: gather, r: race.</param>
sealed record NaiveStep(char What, long Time, IReadOnlyList<NaiveStep[]> Branches);

/// <summary>
/// An event loop of one thread on one CPU as its manual tells it, with lists and a clock: written apart from the
/// engine, from the documentation of asyncio and libuv alone.
/// </summary>
sealed class NaiveLoop
{
    sealed class Task(NaiveStep[] steps, string name, Task? parent, int place)
    {
        public NaiveStep[] Steps => steps;
        public string Name => name;
        public Task? Parent => parent;
        public int Place => place;
        public int At, Children;
        public bool Waits, IsRace, IsCancelled;
        public List<Task> Started = [];
    }

    readonly List<string> log = [];
    readonly List<Task> ready = [];
    readonly List<(long Due, int Order, Task Task)> times = [];
    readonly List<Task> checks = [];
    long now;
    int order;

    /// <summary>When each coroutine that was not cancelled was done, in order.</summary>
    public static List<string> Run(NaiveStep[] main)
    {
        var loop = new NaiveLoop();
        loop.Go(new(main, "m", null, 0));
        while (loop.ready.Count + loop.times.Count + loop.checks.Count > 0) loop.Turn();
        return loop.log;
    }

    void Turn()
    {
        if (ready.Count == 0 && checks.Count == 0 && times.Count > 0) now = Math.Max(now, times.Min(one => one.Due));
        foreach (var (due, which, task) in times.OrderBy(one => (one.Due, one.Order)).ToList())
            if (due <= now)
            {
                times.Remove((due, which, task));
                ready.Add(task);
            }
        ready.AddRange(checks);
        checks.Clear();
        for (var left = ready.Count; left > 0; left--)
        {
            var task = ready[0];
            ready.RemoveAt(0);
            Go(task);
        }
    }

    void Go(Task task)
    {
        while (task.At < task.Steps.Length)
        {
            var step = task.Steps[task.At];
            if (task.Waits)
            {
                task.Waits = false;
                if (step.What == 'r' || task.IsCancelled) CancelAll(task);
                if (task.IsCancelled)
                {
                    Over(task);
                    return;
                }
                task.At++;
            }
            else if (!TryPass(task, step)) return;
        }
        log.Add($"{now} {task.Name}");
        Over(task);
    }

    // False where it waits, or is over.
    bool TryPass(Task task, NaiveStep step)
    {
        switch (step.What)
        {
            case 'c' or 'b':
                now += step.Time;
                task.At++;
                return true;
            case 'g' or 'r':
                Begin(task, step);
                if (!task.IsCancelled) break;
                CancelAll(task);
                Over(task);
                return false;
            case 's' when task.IsCancelled:
                Over(task);
                return false;
            case 's':
                times.Add((now + step.Time, order++, task));
                break;
            default:
                checks.Add(task);
                break;
        }
        task.Waits = true;
        return false;
    }

    void Begin(Task task, NaiveStep step)
    {
        (task.Started, task.Children, task.IsRace) = ([], step.Branches.Count, step.What == 'r');
        foreach (var branch in step.Branches)
        {
            var name = $"{task.Name}{task.At}{(char)('a' + task.Started.Count)}";
            task.Started.Add(new(branch, name, task, task.Started.Count + 1));
        }
        ready.AddRange(task.Started);
    }

    void Over(Task task)
    {
        if (task.Parent is not { } parent) return;
        parent.Started.Remove(task);
        // Whoever waits in a later step does not wait for this one.
        if (!parent.Waits || !BelongsToStep(parent, task)) return;
        if (--parent.Children == 0 || parent.IsRace) Wake(parent);
    }

    static bool BelongsToStep(Task parent, Task child) =>
        child.Name == $"{parent.Name}{parent.At}{(char)('a' + child.Place - 1)}";

    void Wake(Task parent)
    {
        if (!ready.Contains(parent)) ready.Add(parent);
    }

    void CancelAll(Task parent)
    {
        foreach (var child in parent.Started.ToList()) Cancel(child);
    }

    // Who waits for a time or for others waits no longer; whose time is up, and who lets others go first, is ready.
    void Cancel(Task task)
    {
        task.IsCancelled = true;
        if (!task.Waits || ready.Contains(task) || checks.Contains(task)) return;
        if (times.Exists(one => one.Task == task && one.Due <= now)) return;
        times.RemoveAll(one => one.Task == task);
        ready.Add(task);
    }
}

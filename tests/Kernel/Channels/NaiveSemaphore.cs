namespace Timeslice.Tests.Kernel.Channels;

/// What semop(2) and semctl(2) say of a plan, with one list that is looked through again after each change, and
/// without a kernel.
sealed class NaiveSemaphore(SemaphorePlan plan)
{
    readonly bool[] isDead = new bool[SemaphorePlan.Processes];
    readonly int[] adjustments = new int[SemaphorePlan.Processes];
    readonly List<(SemaphoreStep Step, int Until)> waiting = [];
    string? owner = plan.Exists ? "ann" : null;
    int value = plan.Exists ? plan.Initial : 0;

    public List<string>[] Told { get; } = [.. Enumerable.Range(0, 6).Select(_ => new List<string>())];

    /// After each time at which something may have happened.
    public List<long> Values { get; } = [];

    public NaiveSemaphore Run()
    {
        for (var now = 0; now <= plan.End; now++)
        {
            foreach (var step in plan.Steps.Where(step => step.At == now))
                if (!isDead[step.Process] && !(step.Deed != SemaphoreDeed.Exit && IsWaiting(step))) Do(step);
            foreach (var late in waiting.Where(one => one.Until == now).ToList())
            {
                waiting.Remove(late);
                Tell(late.Step, now, -110);
            }
            if (now % 10 == 7) Values.Add(value);
        }
        return this;
    }

    bool IsWaiting(SemaphoreStep step) =>
        waiting.Exists(one => one.Step.Process == step.Process && one.Step.Thread == step.Thread);

    void Do(SemaphoreStep step)
    {
        var user = SemaphorePlan.Users[step.Process];
        switch (step.Deed)
        {
            case SemaphoreDeed.Change: Change(step, user); break;
            case SemaphoreDeed.Open when owner is null && !step.Creates: Tell(step, step.At, -2); break;
            case SemaphoreDeed.Open when owner is not null && step is { Creates: true, Excludes: true }:
                Tell(step, step.At, -17);
                break;
            case SemaphoreDeed.Open:
                if (owner is null) (owner, value) = (user, plan.Initial);
                Tell(step, step.At, 1);
                break;
            case SemaphoreDeed.Remove when owner != user: Tell(step, step.At, owner is null ? -2 : -1); break;
            case SemaphoreDeed.Remove:
                Tell(step, step.At, 0);
                foreach (var one in waiting) Tell(one.Step, step.At, -43);
                waiting.Clear();
                Array.Clear(adjustments);
                (owner, value) = (null, 0);
                break;
            case SemaphoreDeed.Exit:
                isDead[step.Process] = true;
                waiting.RemoveAll(one => one.Step.Process == step.Process);
                value = Math.Min(32_767, Math.Max(0, value + adjustments[step.Process]));
                LookAgain(step.At);
                break;
        }
    }

    void Change(SemaphoreStep step, string user)
    {
        var (first, letter) = (user == owner ? 0 : 6, step.By == 0 ? 'r' : 'w');
        if (owner is null) Tell(step, step.At, -22);
        else if (!plan.Mode[first..(first + 3)].Contains(letter)) Tell(step, step.At, -13);
        else if (Outcome(step) is { } answer)
        {
            Tell(step, step.At, answer);
            LookAgain(step.At);
        }
        else if (step.MustNotBlock) Tell(step, step.At, -11);
        else waiting.Add((step, step.At + step.Patience ?? int.MaxValue));
    }

    void LookAgain(int now)
    {
        for (var i = 0; i < waiting.Count; i++)
        {
            var step = waiting[i].Step;
            if (Outcome(step) is not { } answer) continue;
            waiting.RemoveAt(i);
            Tell(step, now, answer);
            i = -1;
        }
    }

    int? Outcome(SemaphoreStep step)
    {
        if (step.By == 0) return value == 0 ? 0 : null;
        if (value + step.By < 0) return null;
        if (value + step.By > 32_767) return -34;
        var adjustment = adjustments[step.Process] - step.By;
        if (step.Undo && (adjustment > 32_767 || adjustment < -32_768)) return -34;
        if (step.Undo) adjustments[step.Process] = adjustment;
        value += step.By;
        return 0;
    }

    void Tell(SemaphoreStep step, int now, int answer) =>
        Told[step.Process * SemaphorePlan.ThreadsOfEach + step.Thread].Add($"{step.At}: {now} {answer}");
}

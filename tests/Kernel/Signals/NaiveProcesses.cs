using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>
/// Processes as POSIX has them, each alone on a CPU, event by event in lists: no line of it is the kernel's.
/// </summary>
sealed class NaiveProcesses
{
    sealed class One(Actor actor, int pid, One? parent)
    {
        public readonly Actor Actor = actor;
        public readonly int Pid = pid;
        public One? Parent = parent;
        public readonly List<One> Zombies = [];
        public readonly SortedSet<int> Pending = [];
        public readonly HashSet<int> Masked = [.. parent?.Masked ?? []];
        public readonly Dictionary<int, What> Reactions = new(parent?.Reactions ?? []);
        public int Group = parent?.Group ?? pid, At, Ended;
        public long Next, Left;
        public bool IsStopped, IsOver, IsGone;
        public string? Unsaid;
    }

    static readonly int[] Stops = [19, 20], Harmless = [17, 18];

    readonly List<One> all = [];
    long now;
    int ends;

    /// <summary>What was said and what became of whom, in the order of time.</summary>
    public List<(long At, string What)> Events { get; } = [];

    /// <summary>Two things happened in one instant: their order is nobody's law.</summary>
    public bool IsTied { get; private set; }

    public NaiveProcesses(Actor root)
    {
        Create(root, null);
        while (all.Where(one => !one.IsOver && !one.IsStopped).MinBy(one => one.Next) is { } first)
        {
            IsTied |= all.Count(one => !one.IsOver && !one.IsStopped && one.Next == first.Next) > 1;
            now = first.Next;
            Do(first);
        }
    }

    public int Zombies => all.Count(one => one.IsOver && !one.IsGone);

    void Create(Actor actor, One? parent)
    {
        var one = new One(actor, all.Count + 2, parent);
        all.Add(one);
        Plan(one);
    }

    void Plan(One one) => one.Next = now + (one.At < one.Actor.Deeds.Count ? one.Actor.Deeds[one.At].After : 0);

    void Do(One one)
    {
        if (one.At == one.Actor.Deeds.Count)
        {
            End(one, 0);
            return;
        }
        var deed = one.Actor.Deeds[one.At++].Deed;
        var signal = (int)deed.Signal;
        var answer = "done";
        switch (deed.What)
        {
            case What.Fork: Create(deed.Child!, one); answer = null; break;
            case What.Exit: End(one, deed.Number); return;
            case What.Wait: answer = $"{Wait(one)}"; break;
            case What.Kill: answer = Kill(all.Where(other => other.Pid == deed.Number), signal); break;
            case What.KillGroup: answer = Kill(all.Where(other => other.Group == deed.Number), signal); break;
            case What.Block: one.Masked.Add(signal); break;
            case What.Unblock: one.Masked.Remove(signal); Attend(one); break;
            case What.Group: one.Group = one.Pid; break;
            default:
                one.Reactions[signal] = deed.What;
                if (IsIgnored(one, signal)) one.Pending.Remove(signal);
                Attend(one);
                break;
        }
        if (one.IsOver) return;
        if (one.IsStopped) (one.Unsaid, one.Left) = (answer, -1);
        else
        {
            if (answer is not null) Say(one, answer);
            Plan(one);
        }
    }

    int Wait(One one)
    {
        if (one.Zombies.Count == 0) return all.Exists(child => child.Parent == one && !child.IsGone) ? 0 : -10;
        var first = one.Zombies[0];
        one.Zombies.RemoveAt(0);
        Reap(first, one.Pid);
        return first.Pid;
    }

    string Kill(IEnumerable<One> those, int signal)
    {
        var targets = those.Where(one => !one.IsGone).OrderBy(one => one.Pid).ToList();
        foreach (var one in targets) Send(one, signal);
        return targets.Count > 0 ? "0" : "-3";
    }

    void Send(One to, int signal)
    {
        if (to.IsOver) return;
        if (signal == 18)
        {
            to.Pending.ExceptWith(Stops);
            if (to.IsStopped)
            {
                to.IsStopped = false;
                if (to.Left < 0)
                {
                    if (to.Unsaid is { } unsaid) Say(to, unsaid);
                    Plan(to);
                }
                else to.Next = now + to.Left;
                Attend(to);
            }
        }
        if (Stops.Contains(signal)) to.Pending.Remove(18);
        if (to.IsOver || !to.Masked.Contains(signal) && IsIgnored(to, signal)) return;
        to.Pending.Add(signal);
        Attend(to);
    }

    void Attend(One one)
    {
        foreach (var signal in one.Pending.ToList())
        {
            if (one.IsOver || one.Masked.Contains(signal) || one.IsStopped && signal != 9) continue;
            one.Pending.Remove(signal);
            if (IsIgnored(one, signal)) continue;
            if (one.Reactions.GetValueOrDefault(signal, What.Default) == What.Handle) Say(one, $"{(Signal)signal}");
            else if (!Stops.Contains(signal)) End(one, 128 + signal);
            else
            {
                (one.IsStopped, one.Left) = (true, one.Next - now);
                if (one.Parent is { } parent) Send(parent, 17);
            }
        }
    }

    static bool IsIgnored(One one, int signal) => one.Reactions.GetValueOrDefault(signal, What.Default) is var how
        && (how == What.Ignore || how == What.Default && Harmless.Contains(signal));

    void End(One one, int status)
    {
        one.IsOver = true;
        one.Ended = ends++;
        Events.Add((now, $"{one.Pid} ends {status}"));
        foreach (var child in all.Where(child => child.Parent == one && !child.IsGone))
        {
            child.Parent = null;
            Events.Add((now, $"init adopts {child.Pid}"));
            if (child.IsOver) Reap(child, 1);
        }
        if (one.Parent is not { } parent) Reap(one, 1);
        else if (parent.Reactions.GetValueOrDefault(17) == What.Ignore) Reap(one, 1);
        else parent.Zombies.Add(one);
        if (one.Parent is { } told) Send(told, 17);
    }

    void Reap(One one, int by)
    {
        one.IsGone = true;
        Events.Add((now, $"{by} reaps {one.Pid}"));
    }

    void Say(One one, string what) => Events.Add((now, $"{one.Actor.Name}: {what}"));
}

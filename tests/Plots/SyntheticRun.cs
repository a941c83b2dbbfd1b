using Timeslice.Experiments;
using Timeslice.Kernel;

namespace Timeslice.Tests.Plots;

/// <summary>
/// A toy round-robin machine that leaves a consistent timeline: work, a critical section, a nap, and again.
/// </summary>
sealed class SyntheticRun(
    int cpus = 2, int threads = 8, int processes = 1, int rounds = 12, long quantum = 1_000_000,
    Func<int, string>? name = null)
{
    const long Switch = 12_000;
    readonly PriorityQueue<Action, (long, int)> agenda = new();
    readonly Noise noise = new(3);
    readonly Queue<int> ready = new();
    readonly Worker[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Worker { RoundsLeft = rounds })];
    readonly int[] running = [.. Enumerable.Repeat(-1, cpus)];
    readonly List<CpuSegment>[] cpuSegments = [.. Enumerable.Range(0, cpus).Select(_ => new List<CpuSegment>())];
    readonly ToyLock[] locks = [new("cache", 1), new("connections", 3)];
    long now;
    int order;

    public Timeline Run()
    {
        for (var t = 0; t < threads; t++) Wake(t);
        while (agenda.TryDequeue(out var happens, out var when))
        {
            now = when.Item1;
            happens();
            for (var cpu = 0; cpu < cpus; cpu++)
                if (running[cpu] < 0 && ready.TryDequeue(out var next)) Dispatch(cpu, next);
        }
        return new(now, now, [.. cpuSegments.Select((s, i) => new CpuLane($"cpu{i}", s))], [.. workers.Select(Lane)],
            [.. locks.Select(l => l.Lane(now))]);
    }

    ThreadLane Lane(Worker worker, int index) =>
        new(name?.Invoke(index) ?? $"worker{index}", $"app{index % processes}", worker.Segments);

    void At(long time, Action happens) => agenda.Enqueue(happens, (time, order++));

    void Wake(int t)
    {
        workers[t].Become(ThreadState.Ready, now);
        if (workers[t].Work == 0) workers[t].Work = noise.Exponential(1_500_000);
        At(now, () => ready.Enqueue(t));
    }

    void Dispatch(int cpu, int t)
    {
        running[cpu] = t;
        var (start, worker) = (now + Switch, workers[t]);
        var slice = Math.Min(quantum, worker.Work);
        var system = slice / 8;
        cpuSegments[cpu].Add(new(now, start, CpuState.Switching, t));
        cpuSegments[cpu].Add(new(start, start + system, CpuState.System, t));
        cpuSegments[cpu].Add(new(start + system, start + slice, CpuState.User, t));
        At(start, () => worker.Become(ThreadState.RunningSystem, now));
        At(start + system, () => worker.Become(ThreadState.RunningUser, now));
        At(start + slice, () => SliceOver(cpu, t, slice));
    }

    void SliceOver(int cpu, int t, long slice)
    {
        running[cpu] = -1;
        var worker = workers[t];
        if ((worker.Work -= slice) > 0) { Wake(t); return; }
        if (worker.Holds is { } held)
        {
            worker.Holds = null;
            if (held.Release(t, now) is { } next) Enter(next, held);
            if (--worker.RoundsLeft == 0) worker.Become(ThreadState.Exited, now);
            else
            {
                worker.Become(ThreadState.Sleeping, now);
                At(now + noise.Exponential(1_200_000), () => Wake(t));
            }
            return;
        }
        var wanted = t % 8 == 7 ? 1 : noise.Uniform() < 0.7 ? 0 : 1;
        if (locks[wanted].Acquire(t, now)) Enter(t, locks[wanted]);
        else worker.Become(ThreadState.BlockedOnLock, now, wanted);
    }

    void Enter(int t, ToyLock held)
    {
        (workers[t].Holds, workers[t].Work) = (held, noise.Exponential(700_000));
        Wake(t);
    }

    sealed class Worker
    {
        ThreadState state;
        long since;
        int waitsFor = -1;
        public List<ThreadSegment> Segments { get; } = [];
        public long Work { get; set; }
        public int RoundsLeft { get; set; }
        public ToyLock? Holds { get; set; }

        public void Become(ThreadState next, long now, int on = -1)
        {
            if (now > since) Segments.Add(new(since, now, state, waitsFor));
            (state, since, waitsFor) = (next, now, on);
        }
    }

    sealed class ToyLock(string name, int permits)
    {
        readonly List<int> holders = [];
        readonly Queue<int> waiters = new();
        readonly List<LockSegment> segments = [];
        long since;

        public bool Acquire(int t, long now)
        {
            Record(now);
            if (holders.Count < permits) holders.Add(t);
            else waiters.Enqueue(t);
            return holders.Contains(t);
        }

        public int? Release(int t, long now)
        {
            Record(now);
            holders.Remove(t);
            if (!waiters.TryDequeue(out var next)) return null;
            holders.Add(next);
            return next;
        }

        public LockLane Lane(long end)
        {
            Record(end);
            return new(name, permits, segments);
        }

        void Record(long now)
        {
            if (now > since)
                segments.Add(new(since, now, holders.Count, waiters.Count, holders.Count == 1 ? holders[0] : -1)
                {
                    HeldBy = [.. holders], Line = [.. waiters.Take(LockSegment.MostNamed)],
                });
            since = now;
        }
    }
}

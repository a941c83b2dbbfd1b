using System.Numerics;

namespace Timeslice.Tests.Kernel.Scheduling;

/// A thread that computes and sleeps by turns, all in ns; the reference's own account of it.
sealed class NaiveThread(int number, int weight, long born, long compute, long sleep, int rounds)
{
    public readonly int Number = number, Weight = weight;
    public readonly long Born = born, Compute = compute, Sleep = sleep;
    public readonly int Rounds = rounds;

    public int Left = rounds;
    public long Burst, WakesAt = born, Origin, Served, Deadline, Protected, Lag, OverAt, Used, Sequence;
    public bool Competes, IsReady, IsPhantom;

    /// Virtual time: by definition, not by accumulation.
    public long Time => Origin + (long)((BigInteger)Served * 1024 / Weight);

    public override string ToString() =>
        $"({Number}: weight {Weight}, born {Born}, compute {Compute}, sleep {Sleep}, rounds {Rounds})";
}

/// One CPU under a fair scheduler, nanosecond by nanosecond, with plain lists: too simple to be wrong.
abstract class NaiveFairness(IReadOnlyList<NaiveThread> threads)
{
    protected long Now;
    protected NaiveThread? Running;
    protected IReadOnlyList<NaiveThread> Threads => threads;
    readonly List<(long From, int Thread)> dispatches = [];
    readonly List<NaiveThread> candidates = [];
    long sequence;

    /// Two things happened in one nanosecond: their order is another test's matter.
    public bool IsAmbiguous { get; private set; }

    protected abstract void Join(NaiveThread it, bool born);
    protected abstract void Leave(NaiveThread it);
    protected abstract void Charge(NaiveThread it);
    protected abstract NaiveThread Best(NaiveThread? last);
    protected abstract bool IsOver(NaiveThread it);
    protected abstract bool Preempts(NaiveThread woken, NaiveThread running);
    protected abstract void Begin(NaiveThread it);
    protected abstract void Return(NaiveThread it, bool over);
    protected virtual void Planned(NaiveThread it) { }
    protected virtual void SomebodyWaits() { }

    protected IEnumerable<NaiveThread> Ready => threads.Where(it => it.IsReady).OrderBy(it => it.Sequence);
    protected bool SomeReady => threads.Any(it => it.IsReady);
    protected long InVirtual(long time, NaiveThread it) => time * 1024 / it.Weight;

    public IReadOnlyList<(long From, int Thread)> Run(long until)
    {
        for (Now = 0; Now < until; Now++)
        {
            if (Running is { } its)
            {
                its.Served++;
                its.Used++;
                its.Burst--;
                Charge(its);
            }
            var events = 0;
            foreach (var it in threads.Where(it => it.WakesAt == Now).ToList())
            {
                if (Now > 0) events++;
                Wake(it);
            }
            if (Running is { Burst: 0 } done)
            {
                events++;
                Block(done);
            }
            if (events > 1) IsAmbiguous = true;
            Decide();
        }
        return dispatches;
    }

    void Wake(NaiveThread it)
    {
        it.WakesAt = -1;
        it.Burst = it.Compute;
        var had = SomeReady;
        Join(it, it.Left == it.Rounds);
        Queue(it);
        if (Running is null) return;
        candidates.Add(it);
        if (!had) SomebodyWaits();
    }

    void Block(NaiveThread it)
    {
        Running = null;
        it.Left--;
        Leave(it);
        if (it.Left > 0) it.WakesAt = Now + it.Sleep;
    }

    protected void Queue(NaiveThread it) => (it.IsReady, it.Sequence) = (true, ++sequence);

    void Decide()
    {
        if (Running is null && SomeReady) Pick(null);
        if (Running is { } its && SomeReady && IsOver(its)) PutBack(over: true);
        foreach (var candidate in candidates.ToList())
            if (candidate.IsReady && Running is { } other && Preempts(candidate, other)) PutBack(over: false);
        candidates.Clear();
    }

    void PutBack(bool over)
    {
        var its = Running!;
        Return(its, over);
        Running = null;
        Queue(its);
        Pick(its);
    }

    void Pick(NaiveThread? last)
    {
        var best = Best(last);
        best.IsReady = false;
        Running = best;
        if (best != last)
        {
            dispatches.Add((Now, best.Number));
            Begin(best);
        }
        Planned(best);
    }
}

/// EEVDF by its definitions.
sealed class NaiveEevdf(IReadOnlyList<NaiveThread> threads, long slice, bool toParity, bool delay)
    : NaiveFairness(threads)
{
    IEnumerable<NaiveThread> All => Threads.Where(it => it.Competes);
    long Weight(IEnumerable<NaiveThread> some) => some.Sum(it => (long)it.Weight);
    bool IsEligible(NaiveThread it) => All.Aggregate(BigInteger.Zero, (sum, other) =>
        sum + (BigInteger)other.Weight * (other.Time - it.Time)) >= 0;

    long last;

    long Request(NaiveThread it) => Math.Max(1, InVirtual(slice, it));

    /// Rounded down.
    long Average()
    {
        var total = Weight(All);
        if (total == 0) return last;
        var sum = All.Aggregate(BigInteger.Zero, (sum, it) => sum + (BigInteger)it.Weight * it.Time);
        var average = BigInteger.Divide(sum, total);
        if (average * total > sum) average--;
        return last = (long)average;
    }

    protected override void Join(NaiveThread it, bool born)
    {
        LetGo();
        if (it.IsPhantom)
        {
            it.IsPhantom = false;
            if (it.Time >= Average()) return;
            Part(it, forgives: true);
        }
        var (average, weight) = (Average(), Weight(All));
        var lag = born || weight == 0 ? 0 : (long)BigInteger.Divide((BigInteger)it.Lag * (weight + it.Weight), weight);
        (it.Origin, it.Served, it.Competes, it.OverAt) = (average - lag, 0, true, -1);
        it.Deadline = it.Time + Math.Max(1, Request(it) / (born ? 2 : 1));
        it.Protected = it.Time;
    }

    protected override void Leave(NaiveThread it)
    {
        LetGo();
        if (delay && it.Left > 0 && !IsEligible(it))
        {
            it.IsPhantom = true;
            Queue(it);
            it.IsReady = false;
        }
        else Part(it, forgives: false);
    }

    void Part(NaiveThread it, bool forgives)
    {
        var most = InVirtual(slice, it);
        it.Lag = Math.Clamp(Average() - it.Time, -most, most);
        if (forgives) it.Lag = Math.Min(it.Lag, 0);
        (it.Competes, it.IsPhantom) = (false, false);
        if (All.Any()) Average();
    }

    NaiveThread? First(bool eligible) => Threads.Where(it => it.IsReady || it.IsPhantom)
        .Where(it => !eligible || IsEligible(it)).OrderBy(it => it.Deadline).ThenBy(it => it.Sequence).FirstOrDefault();

    void LetGo()
    {
        while (First(eligible: true) is { IsPhantom: true } phantom) Part(phantom, forgives: true);
    }

    protected override void Charge(NaiveThread it)
    {
        if (it.Time < it.Deadline) return;
        while (it.Deadline <= it.Time) it.Deadline += Request(it);
        it.OverAt = Now;
    }

    protected override NaiveThread Best(NaiveThread? last)
    {
        LetGo();
        if (last is not null && last.Time < last.Protected && IsEligible(last)) return last;
        return First(eligible: true)!;
    }

    protected override bool IsOver(NaiveThread it) => it.OverAt == Now;

    protected override bool Preempts(NaiveThread woken, NaiveThread running)
    {
        if (First(eligible: true) is not { } best) return false;
        var isOver = IsOver(running);
        if (!isOver && best != woken) return false;
        if (!IsEligible(running)) return true;
        if (!isOver && running.Time < running.Protected) return false;
        return toParity ? best.Deadline <= running.Deadline : best.Deadline < running.Deadline;
    }

    protected override void Begin(NaiveThread it) =>
        (it.Protected, it.OverAt) = (toParity ? it.Deadline : it.Time, -1);

    protected override void Return(NaiveThread it, bool over)
    {
        it.OverAt = -1;
        if (over) it.Protected = it.Time;
    }
}

/// The completely fair scheduler by its definitions. A slice is measured when it is looked at: at its begin and its end,
/// and when somebody comes to wait.
sealed class NaiveCfs(IReadOnlyList<NaiveThread> threads, long latency, long granularity, long wakeup)
    : NaiveFairness(threads)
{
    long least, looksAt;

    IEnumerable<NaiveThread> All => Threads.Where(it => it.Competes);

    protected override void Join(NaiveThread it, bool born)
    {
        var time = born ? least : Math.Max(it.Time, least - latency / 2);
        (it.Origin, it.Served, it.Competes, it.Used) = (time, 0, true, 0);
    }

    protected override void Leave(NaiveThread it) => it.Competes = false;
    protected override void Charge(NaiveThread it) => least = Math.Max(least, All.Min(other => other.Time));

    protected override NaiveThread Best(NaiveThread? last) =>
        Ready.OrderBy(it => it.Time).ThenBy(it => it.Sequence).First();

    protected override bool IsOver(NaiveThread it)
    {
        if (Now < looksAt) return false;
        looksAt = Now + Rest(it);
        return looksAt == Now;
    }

    long Rest(NaiveThread it) =>
        Math.Max(0, Math.Max(granularity, latency * it.Weight / All.Sum(other => (long)other.Weight)) - it.Used);

    protected override bool Preempts(NaiveThread woken, NaiveThread running) =>
        running.Time - woken.Time > InVirtual(wakeup, woken);

    protected override void Begin(NaiveThread it) => it.Used = 0;

    protected override void Return(NaiveThread it, bool over)
    {
        if (over) it.Used = 0;
    }

    protected override void Planned(NaiveThread it) => looksAt = SomeReady ? Now + Rest(it) : long.MaxValue;
    protected override void SomebodyWaits() => looksAt = Math.Min(looksAt, Now + Rest(Running!));
}

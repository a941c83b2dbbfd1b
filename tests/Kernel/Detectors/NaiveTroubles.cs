using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Detectors;

/// Keeps all of a run, and looks for what starves, for convoys and for inversions when it is over.
sealed class NaiveTroubles : Observer
{
    enum Deed { Awaited, Taken, GivenUp, GivenBack, Ready, Runs, Other, Exited, Cpu, Over }

    /// <param name="Thread">By birth: no two threads have one.</param>
    /// <param name="Waiters">Who stand at the door while it is given back.</param>
    sealed record Event(long At, Deed Deed, int Thread, Lock? Lock, int Cpu, int Waiters, bool IsWatching);

    /// A wait, and how often others got meanwhile what it was for.
    public sealed record Starved(string Name, string What, long Waited, int Passed);

    public sealed record Convoy(string Lock, long At, long Since, int Least, long Idle);

    readonly List<Event> events = [];
    readonly Dictionary<int, int> births = [];
    readonly List<string> names = [];
    readonly List<long> ranks = [];

    public override void ThreadCreated(Machine machine, int thread)
    {
        births[thread] = names.Count;
        names.Add(machine.NameOf(thread));
        ranks.Add(machine.Ranking.RankOf(thread));
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state) => Add(machine, state switch
    {
        ThreadState.Ready => Deed.Ready,
        ThreadState.RunningUser or ThreadState.RunningSystem => Deed.Runs,
        ThreadState.Exited => Deed.Exited,
        _ => Deed.Other,
    }, thread, null);

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared) =>
        Add(machine, Deed.Awaited, thread, awaited);

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared) =>
        Add(machine, Deed.Taken, thread, taken, isWatching: isShared);

    public override void LockGivenUp(Machine machine, Lock awaited, int thread) =>
        Add(machine, Deed.GivenUp, thread, awaited);

    public override void LockGivenBack(Machine machine, Lock given, int thread) =>
        Add(machine, Deed.GivenBack, thread, given);

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread) =>
        events.Add(new(machine.Now, Deed.Cpu, thread < 0 ? -1 : births[thread], null, cpu, 0, false));

    /// The run is over; whoever waits still has waited until now.
    public void Close(Machine machine) => events.Add(new(machine.Now, Deed.Over, -1, null, -1, 0, false));

    /// Waits longer than a time, for a lock or, where none is wanted, for a CPU, during which others got it.
    public IEnumerable<Starved> Starving(long after)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var begin = events[i];
            var end = begin.Deed switch
            {
                Deed.Awaited when begin.Lock!.Permits > 0 && !IsWaiting(i, begin.Thread, begin.Lock) => EndOfWait(i),
                Deed.Ready when !IsReady(i, begin.Thread) && !IsWaiting(i, begin.Thread, null) => EndOfReadiness(i),
                _ => -1,
            };
            if (end < 0 || events[end].At - begin.At <= after) continue;
            var passed = begin.Lock is { } at
                ? events[i..end].Count(e => e.Deed == Deed.Taken && e.Lock == at)
                : Enumerable.Range(i, end - i).Count(k => events[k].Deed == Deed.Runs && IsReady(k, events[k].Thread));
            if (passed > 0)
                yield return new(names[begin.Thread], begin.Lock?.Name ?? "a CPU", events[end].At - begin.At, passed);
        }
    }

    /// Lines that did not dissolve at so many releases and one more.
    public IEnumerable<Convoy> Convoys(int queue, int rounds)
    {
        foreach (var at in events.Select(e => e.Lock).OfType<Lock>().Distinct().Where(l => l.Permits == 1))
        {
            var tale = new List<int>();
            foreach (var (i, e) in events.Index())
                if (e.Lock == at && (e.Deed == Deed.Taken && !e.IsWatching || e.Deed == Deed.GivenBack && !IsReader(i)))
                    tale.Add(i);
            var isTold = false;
            for (var last = 0; last < tale.Count; last++)
            {
                if (events[tale[last]].Deed != Deed.GivenBack) continue;
                if (events[tale[last]].Waiters == 0) isTold = false;
                if (isTold || First(last) is not { } first) continue;
                isTold = true;
                var releases = tale[first..(last + 1)].Where(i => events[i].Deed == Deed.GivenBack).ToList();
                yield return new(at.Name, events[tale[last]].At, events[tale[first]].At,
                    releases.Min(i => events[i].Waiters), Idle(tale, first, last));
            }

            // Where so many releases and one more begin, all with a line, nobody passing it in between.
            int? First(int last)
            {
                for (var (k, found) = (last, 0); k >= 0; k--)
                {
                    var e = events[tale[k]];
                    if (e.Deed == Deed.GivenBack && e.Waiters < queue) return null;
                    if (e.Deed == Deed.Taken && !HasWaited(tale[k])) return null;
                    if (e.Deed == Deed.GivenBack && ++found > rounds) return k;
                }
                return null;
            }
        }
    }

    /// By thread: for how long it wanted something whose owner was ready, while one ran that was less urgent than
    /// it, and not less than the owner.
    public Dictionary<string, long> Inverted()
    {
        var (sums, now) = (new Dictionary<string, long>(), 0L);
        var (ready, on) = (new HashSet<int>(), new Dictionary<int, int>());
        var (waits, owners) = (new Dictionary<int, Lock>(), new Dictionary<Lock, int>());
        foreach (var e in events)
        {
            foreach (var (waiter, at) in waits)
                if (e.At > now && owners.TryGetValue(at, out var owner) && ready.Contains(owner)
                    && on.Values.Any(r => r != owner && ranks[r] > ranks[waiter] && ranks[r] <= ranks[owner]))
                    sums[names[waiter]] = sums.GetValueOrDefault(names[waiter]) + e.At - now;
            now = e.At;
            if (e.Deed == Deed.Cpu)
            {
                if (e.Thread < 0) on.Remove(e.Cpu);
                else on[e.Cpu] = e.Thread;
                continue;
            }
            if (e.Deed == Deed.Awaited && e.Lock!.Permits > 0) waits[e.Thread] = e.Lock;
            if (e.Deed is Deed.Taken or Deed.GivenUp or Deed.Exited) waits.Remove(e.Thread);
            if (e.Deed == Deed.Taken && !e.IsWatching && e.Lock is not Semaphore) owners[e.Lock!] = e.Thread;
            if (e.Deed == Deed.GivenBack && owners.GetValueOrDefault(e.Lock!, -1) == e.Thread) owners.Remove(e.Lock!);
            if (e.Deed == Deed.Ready) ready.Add(e.Thread);
            else if (e.Deed is Deed.Runs or Deed.Other or Deed.Exited) ready.Remove(e.Thread);
        }
        return sums;
    }

    /// Whether a thread is ready before an event.
    bool IsReady(int before, int thread) =>
        events[..before].FindLast(e => e.Thread == thread && e.Deed is Deed.Ready or Deed.Runs or Deed.Other) is
            { Deed: Deed.Ready };

    /// Whether a thread waits for a lock (or that one) before an event.
    bool IsWaiting(int before, int thread, Lock? at) =>
        events[..before].FindLast(e => e.Thread == thread && IsOfWait(e)) is { Deed: Deed.Awaited } last
        && (at is null || last.Lock == at);

    static bool IsOfWait(Event e) =>
        e.Deed is Deed.Taken or Deed.GivenUp || e.Deed == Deed.Awaited && e.Lock!.Permits > 0;

    bool HasWaited(int taken) =>
        events[..taken].FindLast(e => e.Thread == events[taken].Thread
            && e.Deed is Deed.Taken or Deed.GivenUp or Deed.Awaited) is { Deed: Deed.Awaited } last
        && last.Lock == events[taken].Lock;

    int EndOfWait(int begin) => EndOf(begin, e => IsOfWait(e) && e.Deed != Deed.Awaited);

    int EndOfReadiness(int begin) => EndOf(begin, e => e.Deed is Deed.Runs or Deed.Other);

    /// What ends something that a thread has begun, or the end of the run; negative where it dies.
    int EndOf(int begin, Predicate<Event> ends) => events.FindIndex(begin + 1, e => e.Deed == Deed.Over
        || e.Thread == events[begin].Thread && (e.Deed == Deed.Exited || ends(e))) is var end
        && events[end].Deed != Deed.Exited ? end : -1;

    /// Of a sequence lock: what is given back by who does not write.
    bool IsReader(int given) => events[given].Lock is SequenceLock
        && events[..given].FindLast(e => e.Thread == events[given].Thread && e.Lock == events[given].Lock
            && e.Deed is Deed.Taken or Deed.GivenBack) is not { Deed: Deed.Taken, IsWatching: false };

    /// Time for which those who had it were ready, between the first release and the last.
    long Idle(List<int> tale, int first, int last)
    {
        var idle = 0L;
        for (var k = first + 1; k < last; k++)
        {
            if (events[tale[k]].Deed != Deed.Taken) continue;
            var (from, to) = (tale[k], tale[k + 1]);
            for (var i = from; i < to; i++)
                if (IsReady(i + 1, events[from].Thread))
                    idle += events[i + 1].At - events[i].At;
        }
        return idle;
    }

    void Add(Machine machine, Deed deed, int thread, Lock? at, bool isWatching = false) =>
        events.Add(new(machine.Now, deed, births[thread], at, -1, at?.Waiters ?? 0, isWatching));
}

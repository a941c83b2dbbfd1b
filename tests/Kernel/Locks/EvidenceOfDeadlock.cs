using Timeslice.Kernel;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Locks;

/// What a deadlock says of itself, held against the books: all wait, for what they are said to wait for; in a circle
/// each for what the next one has.
sealed class EvidenceOfDeadlock(
    Machine machine, IReadOnlyDictionary<int, ThreadState> states, IEnumerable<LockLedger> ledgers,
    IReadOnlyDictionary<int, (Lock Lock, bool IsShared)> awaited)
{
    public void Check(Deadlock deadlock, Action<bool, string> law)
    {
        foreach (var stuck in deadlock.Threads)
            law(states.Keys.Any(t => machine.NameOf(t) == stuck.Name && Waits(t, stuck.WaitsFor)),
                $"{stuck.Name} is said to wait for {stuck.WaitsFor}, and does not");
        if (!deadlock.IsCycle)
        {
            law(deadlock.Threads.Count == states.Count, $"{deadlock.Threads.Count} of {states.Count} are said to wait");
            return;
        }
        for (var i = 0; i < deadlock.Threads.Count; i++)
        {
            var (one, next) = (deadlock.Threads[i], deadlock.Threads[(i + 1) % deadlock.Threads.Count]);
            if (ledgers.FirstOrDefault(l => l.Lock.Name == one.WaitsFor) is not { } its) continue;
            // A reader may wait for a writer that waits itself.
            var inTheWay = its.Holders.Concat(its.Plan.Kind == LockKind.ReadWriteLock ? its.Line : [])
                .Where(t => t.Thread >= 0);
            law(inTheWay.Any(t => machine.NameOf(t.Thread) == next.Name),
                $"{one.Name} waits for {one.WaitsFor}, which {next.Name} does not have");
        }
    }

    bool Waits(int thread, string what) => states[thread] switch
    {
        ThreadState.BlockedOnJoin => what.Contains("exit"),
        ThreadState.BlockedOnLock => awaited[thread].Lock.Name == what,
        // Behind somebody who spins for ever on its CPU.
        ThreadState.Ready when what == "a CPU" => true,
        // Who was woken to try again wants it still, and so does who has spun for long enough and is about to block.
        _ => ledgers.Any(l => l.Lock.Name == what
            && (l.Spinners.Contains(thread) || l.Woken.Contains(thread) || l.Stopped.ContainsKey(thread))),
    };
}

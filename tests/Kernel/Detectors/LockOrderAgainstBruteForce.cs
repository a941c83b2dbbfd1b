using System.Text.RegularExpressions;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Kernel.Detectors;

/// Circles of locks against what tries everything, and against all interleavings of small programs.
public partial class LockOrderAgainstBruteForce
{
    /// One act of a thread: it takes or gives back a lock; who tries does not wait.
    readonly record struct Turn(int Which, bool Takes, bool Tries = false);

    sealed record Request(int Thread, int[] Held, int Wanted);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_circle_is_found_where_some_interleaving_ends_in_one(int threads)
    {
        Act[][] wellFormed = [.. AbstractPrograms.OfOneThread(length: 4).Where(AbstractPrograms.IsWellFormed)];
        var verdicts = new HashSet<bool>();
        foreach (var program in AbstractPrograms.OfThreads(threads, wellFormed))
        {
            var expected = Exploration.FatesOf(program).Contains(Fate.Circle);
            var turns = program.Select(acts => acts.Select(act => new Turn(act.Which, act.Locks)).ToArray()).ToArray();
            (FoundIn(turns, locks: 2).Count > 0).ShouldBe(expected, AbstractPrograms.Text(program));
            verdicts.Add(expected);
        }
        verdicts.Count.ShouldBe(threads == 1 ? 1 : 2);
    }

    [Fact]
    public void All_circles_are_found_and_no_others()
    {
        var met = new HashSet<int>();
        foreach (var seed in Cases.Seeds(1_000))
        {
            var random = new RandomStream(seed, 0, "lock orders");
            var (locks, most) = (2 + Next(4), 2 + Next(2));
            var threads = Enumerable.Range(0, 2 + Next(4)).Select(_ => Turns().ToArray()).ToArray();
            var expected = Circles(threads);
            FoundIn(threads, locks).ShouldBe(expected, ignoreOrder: true, $"seed {seed}");
            foreach (var circle in expected) met.Add(circle.Length);

            int Next(int below) => (int)(random.NextBits() % (ulong)below);

            // Locks are given back in any order.
            IEnumerable<Turn> Turns()
            {
                var held = new List<int>();
                for (var left = 3 + Next(6); left > 0; left--)
                {
                    if (held.Count > 0 && (held.Count == most || Next(3) == 0)) yield return Give();
                    else if (Next(locks) is var which && !held.Contains(which))
                    {
                        held.Add(which);
                        yield return new(which, Takes: true, Tries: Next(6) == 0);
                    }
                }
                while (held.Count > 0) yield return Give();

                Turn Give()
                {
                    var which = held[Next(held.Count)];
                    held.Remove(which);
                    return new(which, Takes: false);
                }
            }
        }
        met.Order().ShouldBe([2, 3, 4]);
    }

    /// All ways to choose different threads, each in a place where it holds what the one before it asks for.
    static HashSet<string> Circles(Turn[][] threads)
    {
        var (requests, circles) = (threads.SelectMany(RequestsOf).ToList(), new HashSet<string>());
        Try([]);
        return circles;

        void Try(Request[] chosen)
        {
            bool Waits(Request one, int i) => chosen[(i + 1) % chosen.Length].Held.Contains(one.Wanted);
            if (chosen.Length > 1 && chosen.Select(Waits).All(waits => waits))
                circles.Add(NameOf([.. chosen.Select(one => one.Wanted)]));
            foreach (var next in requests)
                if (chosen.All(one => one.Thread != next.Thread && !one.Held.Intersect(next.Held).Any()))
                    Try([.. chosen, next]);
        }
    }

    static IEnumerable<Request> RequestsOf(Turn[] turns, int thread)
    {
        var held = new List<int>();
        foreach (var (which, takes, tries) in turns)
        {
            if (takes && !tries && held.Count > 0) yield return new(thread, [.. held], which);
            if (takes) held.Add(which);
            else held.Remove(which);
        }
    }

    // On one CPU each thread is done before the next begins.
    static HashSet<string> FoundIn(Turn[][] threads, int locks)
    {
        var machine = new Machine(new Simulation(), 1, new Fcfs());
        var order = machine.Watch(new LockOrder());
        var mutexes = Enumerable.Range(0, locks).Select(i => new Mutex(machine, $"{i}")).ToArray();
        var process = machine.Process("abstract");
        foreach (var (number, turns) in threads.Index())
            machine.Start(process, $"t{number}", new Program("turns", [.. turns.Select(turn => (Operation)(
                !turn.Takes ? new Unlock(mutexes[turn.Which])
                : turn.Tries ? new Lock(mutexes[turn.Which], Duration.Zero)
                : new Lock(mutexes[turn.Which])))]));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        var found = order.Findings.Select(finding =>
            NameOf([.. AskedFor().Matches(finding.Text).Select(match => match.Groups[1].Value[0] - '0')])).ToList();
        found.Count.ShouldBe(found.Distinct().Count());
        return [.. found];
    }

    // Beginning with the least.
    static string NameOf(int[] locks)
    {
        var first = Array.IndexOf(locks, locks.Min());
        return string.Concat(locks[first..].Concat(locks[..first]));
    }

    [GeneratedRegex("asks for (\\d)")]
    private static partial Regex AskedFor();
}

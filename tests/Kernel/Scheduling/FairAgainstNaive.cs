using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Whom the CPU is given, and when, agrees to the nanosecond with a second implementation.
public class FairAgainstNaive
{
    const long Until = 4_000;
    const int Scenarios = 2_000;

    [Fact]
    public void Eevdf_gives_the_cpu_to_whom_its_definition_gives_it() => Compare(
        (threads, random) =>
        {
            var (slice, toParity, delay) = (random.Between(5, 120), random.Between(0, 1) == 1, random.Between(0, 1) == 1);
            return (new NaiveEevdf(threads, slice, toParity, delay),
                new Fair(new Duration(slice), null, toParity, delay), $"{slice} {toParity} {delay}");
        });

    [Fact]
    public void Cfs_gives_the_cpu_to_whom_its_definition_gives_it() => Compare(
        (threads, random) =>
        {
            var latency = random.Between(20, 400);
            var (granularity, wakeup) = (random.Between(1, 40), random.Between(1, 60));
            return (new NaiveCfs(threads, latency, granularity, wakeup),
                new Cfs(new Duration(latency), new Duration(granularity), new Duration(wakeup)),
                $"{latency} {granularity} {wakeup}");
        });

    delegate (NaiveFairness Naive, Scheduler Tested, string Options) Draw(
        IReadOnlyList<NaiveThread> threads, Numbers random);

    static void Compare(Draw draw)
    {
        var compared = 0;
        for (var seed = 1UL; compared < Scenarios; seed++)
        {
            var random = new Numbers(seed);
            var threads = Threads(random);
            var (naive, tested, options) = draw(threads, random);
            var expected = naive.Run(Until);
            if (naive.IsAmbiguous) continue;
            compared++;
            var actual = Dispatches(tested, threads);
            var same = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            if (same < Math.Max(expected.Count, actual.Count))
                throw new InvalidOperationException($"seed {seed}, options {options}, {string.Join(' ', threads)}:\n"
                    + $"expected {string.Join(' ', expected.Skip(same - 2).Take(6))}\n"
                    + $"  actual {string.Join(' ', actual.Skip(same - 2).Take(6))}");
        }
    }

    static List<NaiveThread> Threads(Numbers random)
    {
        var nices = new[] { 0, 0, 0, 1, 5, -5, 10, -20, 19 };
        return [.. Enumerable.Range(0, (int)random.Between(1, 5)).Select(number =>
        {
            var weight = new Terms { Nice = nices[random.Between(0, nices.Length - 1)] }.Weight;
            var hog = random.Between(0, 3) == 0;
            return new NaiveThread(number, weight, random.Between(0, 1) * random.Between(1, 900),
                hog ? Until : random.Between(5, 300), random.Between(5, 400), hog ? 1 : (int)random.Between(1, 12));
        })];
    }

    static List<(long From, int Thread)> Dispatches(Scheduler scheduler, IReadOnlyList<NaiveThread> threads)
    {
        var bench = new Bench(scheduler);
        var dispatches = new Diary();
        bench.Machine.Observer = dispatches;
        foreach (var it in threads)
        {
            var compute = new Compute(new Duration(it.Compute));
            var again = new Repeat(it.Rounds - 1, [new Sleep(new Duration(it.Sleep)), compute]);
            bench.Machine.Start(bench.Process, $"t{it.Number}", new Program("it", [compute, again]),
                at: new Instant(it.Born), terms: new Terms { Tickets = it.Weight });
        }
        bench.Machine.Run(new Instant(Until - 1));
        return [.. dispatches.Turns.Select(turn => (turn.At.Nanoseconds, int.Parse(turn.Name[1..])))];
    }

    /// Whole numbers, the same from the same seed.
    sealed class Numbers(ulong seed)
    {
        RandomStream stream = new(seed, 0, "scenario");
        public long Between(long least, long most) => least + (long)(stream.NextBits() % (ulong)(most - least + 1));
    }
}

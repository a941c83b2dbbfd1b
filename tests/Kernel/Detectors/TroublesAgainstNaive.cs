using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;
using Timeslice.Tests.Kernel.Locks;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Detectors;

/// Starvation, convoys and inversions on random programs, against what keeps the whole run.
public class TroublesAgainstNaive
{
    [Fact]
    public void Who_starves_is_found_with_how_long_and_how_often_others_passed()
    {
        var found = 0;
        foreach (var seed in Cases.Seeds(500))
        {
            var (detector, naive) = Run(LockPrograms.Draw(seed), new Starvation(after: 6.Ns));
            var told = detector.Findings.Select(finding => (WhatIn(finding), Ns(finding, "waited"),
                (int)finding.Values.Single(value => value.Name == "overtaken").Value));
            var expected = naive.Starving(after: 6).Select(s => ($"{s.Name}: {s.What}", s.Waited, s.Passed)).ToList();
            told.ShouldBe(expected, ignoreOrder: true, $"seed {seed}");
            found += expected.Count;
        }
        found.ShouldBeGreaterThan(300);

        static string WhatIn(Finding finding)
        {
            var words = finding.Text.Split(" waited ");
            var what = words[1].Split(" for ", 2)[1];
            return $"{words[0]}: {what.Split(" before it ")[0].Split(" and waits still")[0]}";
        }
    }

    [Theory, InlineData(1, 1), InlineData(1, 3), InlineData(2, 2)]
    public void A_convoy_is_found_when_it_has_lasted_with_its_line_and_what_it_wastes(int queue, int rounds)
    {
        var found = 0;
        foreach (var seed in Cases.Seeds(500))
        {
            var (detector, naive) = Run(Crowd(seed, Policy.RoundRobin(1 + (int)(seed % 4))), new Convoy(queue, rounds));
            var told = detector.Findings.Select(finding => (finding.Text.Split(':')[0], finding.At.Nanoseconds,
                (int)Value(finding, "waiting"), (int)Value(finding, "rounds"), Value(finding, "idle")));
            var expected = naive.Convoys(queue, rounds).Select(c => (c.Lock, c.At, c.Least, rounds + 1,
                c.At == c.Since ? 0 : (double)c.Idle / (c.At - c.Since))).ToList();
            told.ShouldBe(expected, ignoreOrder: true, $"seed {seed}");
            found += expected.Count;
        }
        found.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Inversions_last_as_long_as_somebody_less_urgent_runs_before_the_owner()
    {
        var inverted = 0;
        foreach (var seed in Cases.Seeds(1_000))
        {
            var (detector, naive) = Run(Crowd(seed, new Policy(Kind.Priority)), new Inversion());
            var told = detector.Findings.GroupBy(finding => finding.Text.Split(" waited ")[0])
                .Select(g => (g.Key, g.Sum(finding => Ns(finding, "lasted"))));
            var expected = naive.Inverted().Select(sum => (sum.Key, sum.Value)).ToList();
            told.ShouldBe(expected, ignoreOrder: true, $"seed {seed}");
            inverted += expected.Count;
        }
        inverted.ShouldBeGreaterThan(100);
    }

    /// Many who go through few doors, one in another at times.
    static Scenario Crowd(ulong seed, Policy policy)
    {
        var random = new RandomStream(seed, 0, "crowd");
        LockPlan[] doors = [Door(), Door(), Door()];
        var threads = Enumerable.Range(0, 2 + Next(5))
            .Select(_ => new Starter(0, Next(6), Step.Repeat(1 + Next(6), Rounds(1 + Next(2))))
            {
                Claims = new(Priority: Next(4)),
            }).ToArray();
        return new(1 + Next(2), policy, new(), doors, 500, threads);

        LockPlan Door() => Next(4) switch
        {
            0 => new(LockKind.Semaphore, 1) { IsBarging = Next(2) == 0, Missing = Next(2) },
            1 => new(LockKind.SequenceLock),
            2 => new(LockKind.SpinLock),
            _ => new(LockKind.Mutex) { IsBarging = Next(3) == 0, Spin = Next(3), Turn = (Turn)Next(3) },
        };

        Step[] Rounds(int depth) =>
        [
            Step.Compute(Next(4)),
            .. Next(5) == 0 ? [Step.With(Next(3)).Or(1 + Next(5))] : Array.Empty<Step>(),
            .. Next(12) == 0 && doors[0].Kind == LockKind.Semaphore ? [Step.Unlock(0)] : Array.Empty<Step>(),
            Step.With(depth, [
                .. depth > 1 ? Rounds(depth - 1) : [], Next(3) == 0 ? Step.Sleep(1 + Next(4)) : Step.Compute(Next(4))]),
        ];

        int Next(int below) => (int)(random.NextBits() % (ulong)below);
    }

    static (T, NaiveTroubles) Run<T>(Scenario scenario, T detector) where T : Detector
    {
        var machine = KernelUnderTest.Build(scenario);
        machine.Watch(detector);
        var naive = machine.Watch(new NaiveTroubles());
        machine.Run(new Instant(scenario.Until));
        naive.Close(machine);
        return (detector, naive);
    }

    static double Value(Finding finding, string name) => finding.Values.Single(value => value.Name == name).Value;

    static long Ns(Finding finding, string name) => (long)Math.Round(Value(finding, name) * 1e9);
}

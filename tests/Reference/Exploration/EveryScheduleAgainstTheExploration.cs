namespace Timeslice.Tests.Reference;

/// What the kernel can come to under any schedule is what an abstract program can come to in any interleaving.
public class EveryScheduleAgainstTheExploration
{
    // Of three threads there are 20 000: a part of them, all with TIMESLICE_DEEP.
    static readonly int stride = Math.Max(1, 60 / Cases.Seeds(1).Count());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_fate_is_met_in_the_kernel_exactly_if_some_interleaving_has_it(int threads)
    {
        var (programs, runs, met) = (0, 0L, new HashSet<Fate>());
        foreach (var (number, program) in AbstractPrograms.OfThreads(threads, length: 4).Index())
        {
            if (threads == 3 && number % stride != 0) continue;
            var schedules = new EverySchedule(program);
            var fates = schedules.Fates();
            fates.ShouldBe(Exploration.FatesOf(program), ignoreOrder: true, AbstractPrograms.Text(program));
            (programs, runs) = (programs + 1, runs + schedules.Runs);
            met.UnionWith(fates);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{programs} programs, {runs} runs");
        met.Count.ShouldBe(threads == 1 ? 3 : 4);
    }

    [Fact] // a1 b1 a2 b2 …: 2 of 70 orders of two times four acts meet before one has both
    public void Every_choice_is_made()
    {
        Act[] one = [new(true, 0), new(true, 1), new(false, 1), new(false, 0)];
        Act[] other = [new(true, 1), new(true, 0), new(false, 0), new(false, 1)];
        var schedules = new EverySchedule([one, other]);
        schedules.Fates().ShouldBe([Fate.Done, Fate.Circle], ignoreOrder: true);
        schedules.Runs.ShouldBeGreaterThan(2);
        new EverySchedule([one]).Fates().ShouldBe([Fate.Done]);
    }
}

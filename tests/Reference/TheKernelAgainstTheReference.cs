using Timeslice.Des;
using static Timeslice.Tests.Reference.Step;

namespace Timeslice.Tests.Reference;

public class TheKernelAgainstTheReference
{
    [Fact]
    public void Kernel_and_reference_agree_on_every_number_of_random_scenarios()
    {
        foreach (var seed in Cases.Seeds(20_000))
        {
            var scenario = RandomScenarios.Draw(seed);
            if (Difference(scenario) is null) continue;
            var smallest = Shrinking.Smallest(scenario, s => Difference(s) is not null);
            Assert.Fail($"seed {seed}: {Difference(smallest)}\n{smallest}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void They_agree_under_every_policy(string kind)
    {
        foreach (var seed in Cases.Seeds(1_000))
        {
            var scenario = RandomScenarios.Draw(seed, Enum.Parse<Kind>(kind), (Queues)(seed % 3));
            if (Difference(scenario) is null) continue;
            var smallest = Shrinking.Smallest(scenario, s => Difference(s) is not null);
            Assert.Fail($"seed {seed}: {Difference(smallest)}\n{smallest}");
        }
    }

    public static TheoryData<string> Kinds =>
        [.. Enum.GetValues<Kind>().Where(KernelUnderTest.Knows).Select(kind => $"{kind}")];

    [Fact]
    public void They_agree_on_the_sums_when_nobody_watches_and_rounds_of_slices_are_jumped()
    {
        var jumping = 0;
        foreach (var seed in Cases.Seeds(1_000))
        {
            var scenario = RandomScenarios.DrawLong(seed);
            if (DifferenceUnwatched(scenario, out var jumped) is not null)
            {
                var smallest = Shrinking.Smallest(scenario, s => DifferenceUnwatched(s, out _) is not null);
                Assert.Fail($"seed {seed}: {DifferenceUnwatched(smallest, out _)}\n{smallest}");
            }
            if (jumped > 0) jumping++;
        }
        jumping.ShouldBeGreaterThan(200);

        static string? DifferenceUnwatched(Scenario scenario, out long jumped) => NaiveKernel.Run(scenario)
            .WithoutHistory().DifferenceFrom(KernelUnderTest.RunUnwatched(scenario, out jumped), "reference", "kernel");
    }

    [Fact]
    public void A_lock_lost_is_not_inherited_with_the_number() =>
        Difference(new(1, Policy.Fcfs, new(), [0, 0], 3000, new(0, 0, Lock(0)), new(0, 1))).ShouldBeNull();

    [Fact]
    public void A_cancelled_timer_does_not_move_the_end() =>
        Difference(new(2, Policy.Fcfs, new(0, 0, 0, 0, 0), [0], 3000,
            new(0, 8, Exit()),
            new(0, 7, Lock(0), Spawn(0, Lock(0), Compute(2)), Unlock(0)),
            new(1, 0, Compute(2), Compute(2), Sleep(3), Repeat(2, Lock(0), Yield(), Unlock(0))))).ShouldBeNull();

    [Fact]
    public void Random_scenarios_reach_every_ending_and_both_kinds_of_deadlock()
    {
        var seen = new HashSet<(EndReason, bool?)>();
        foreach (var seed in Cases.Seeds(500))
        {
            var scenario = RandomScenarios.Draw(seed);
            var machine = KernelUnderTest.Build(scenario);
            seen.Add((machine.Run(new Instant(scenario.Until)).Reason, machine.Deadlock?.IsCycle));
        }
        seen.ShouldBe([(EndReason.Done, null), (EndReason.TimeReached, null), (EndReason.ProgramError, null),
            (EndReason.Deadlock, true), (EndReason.Deadlock, false)], ignoreOrder: true);
    }

    static string? Difference(Scenario scenario)
    {
        Outcome reference, kernel;
        try { reference = NaiveKernel.Run(scenario); }
        catch (Exception broken) { return $"the reference breaks: {broken}"; }
        try { kernel = KernelUnderTest.Run(scenario); }
        catch (Exception broken) { return $"the kernel breaks: {broken}"; }
        return reference.DifferenceFrom(kernel, "reference", "kernel");
    }
}

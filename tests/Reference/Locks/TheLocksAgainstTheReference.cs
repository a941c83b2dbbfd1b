using static Timeslice.Tests.Reference.Step;

namespace Timeslice.Tests.Reference;

public class TheLocksAgainstTheReference
{
    [Theory, MemberData(nameof(Kinds))]
    public void Kernel_and_reference_agree_on_random_scenarios_of_a_kind(string kind)
    {
        foreach (var seed in Cases.Seeds(200)) Agree(seed, Enum.Parse<LockKind>(kind));
    }

    [Fact]
    public void They_agree_when_kinds_are_mixed()
    {
        foreach (var seed in Cases.Seeds(400)) Agree(seed, known);
    }

    [Fact] // or the next unlock would call the kernel for nobody, as often as a spinner lost its CPU
    public void Who_was_woken_and_spins_does_not_mark_the_mutex_each_time_it_looks()
    {
        LockPlan mutex = new(LockKind.Mutex) { IsBarging = true, Spin = 1 };
        Difference(new(2, new Policy(Kind.Priority, 1), new(LockOperation: 1), [mutex], 53,
            new(0, 0, With(0, Repeat(2, Sleep(1), Compute(1), Compute(2))), With(0)),
            new(0, 0, With(0)),
            new(0, 9, With(0)))).ShouldBeNull();
        LockPlan[] locks = [mutex with { Spin = 2 }, new(LockKind.Condition) { Number = 0, Morphs = true },
            new(LockKind.Condition) { Number = 0 }];
        Difference(new(2, Policy.RoundRobin(1), new(SystemCall: 1, LockOperation: 2), locks, 2000,
            new(0, 1, Notify(2), With(0)),
            new(0, 0, Spawn(0, With(0, Wait(1).Or(1))), With(0, Wait(1).Or(1))))).ShouldBeNull();
    }

    [Fact] // the second stands in line from 5; the third spins from 6 and calls from 7 to 10; its process ends at 8
    public void Who_dies_on_its_way_to_the_line_wakes_nobody_of_it() =>
        Difference(new(5, Policy.Fcfs, new(SystemCall: 3), [new(LockKind.Mutex) { Spin = 1 }], 100,
            new(0, 0, Lock(0), Compute(20), Unlock(0)),
            new(0, 0, Compute(1), Lock(0), Compute(5), Unlock(0)),
            new(1, 0, Compute(6), Lock(0)),
            new(1, 0, Compute(5), Exit()),
            new(0, 0, Compute(9), Lock(0), Unlock(0)))).ShouldBeNull();

    // What the kernel does otherwise than its contract is left out until it does it.
    static readonly LockKind[] known = Enum.GetValues<LockKind>();

    public static TheoryData<string> Kinds => [.. known.Select(kind => $"{kind}")];

    static void Agree(ulong seed, params LockKind[] kinds)
    {
        var scenario = RandomLocks.Draw(seed, kinds);
        if (Difference(scenario) is null) return;
        var smallest = Shrinking.Smallest(scenario, s => Difference(s) is not null);
        Assert.Fail($"seed {seed}: {Difference(smallest)}\n{smallest}\nat first: {Difference(scenario)}");
    }

    static string? Difference(Scenario scenario)
    {
        Outcome reference, kernel;
        try { reference = NaiveKernel.Run(scenario); }
        catch (Exception broken) { return $"the reference breaks: {broken}"; }
        try { kernel = KernelUnderTest.Run(scenario); }
        catch (Exception broken) { return $"the kernel breaks: {broken}"; }
        return reference.Without("in the cycle").DifferenceFrom(kernel.Without("in the cycle"), "reference", "kernel");
    }
}

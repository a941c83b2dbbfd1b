using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Locks;

/// Random programs over all kinds of locks, held to every law after every event.
public class LawsOfRandomLocks
{
    [Fact]
    public void No_law_is_broken_by_any_mixture_of_locks()
    {
        foreach (var seed in Cases.Seeds(1_000)) Keeps(seed);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void No_law_is_broken_by_any_kind(string kind)
    {
        foreach (var seed in Cases.Seeds(250)) Keeps(seed, Enum.Parse<LockKind>(kind));
    }

    public static TheoryData<string> Kinds => [.. Enum.GetNames<LockKind>()];

    static void Keeps(ulong seed, params LockKind[] kinds)
    {
        var scenario = LockPrograms.Draw(seed, kinds);
        if (LockPrograms.Broken(scenario, seed) is not { } broken) return;
        var smallest = Shrinking.Smallest(scenario, s => LockPrograms.Broken(s, seed) is not null);
        Assert.Fail($"seed {seed}: {LockPrograms.Broken(smallest, seed)}\n{smallest}\nat first: {broken}");
    }
}

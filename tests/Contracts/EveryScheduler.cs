using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Contracts;

/// Laws that hold for every scheduler that the catalog finds.
public class EveryScheduler
{
    public static TheoryData<string> Kinds => Samples.Of("scheduler");

    [Theory, MemberData(nameof(Kinds))]
    public void Keeps_the_laws_of_the_kernel_after_every_change(string kind)
    {
        foreach (var seed in Cases.Seeds(300))
        {
            var scenario = RandomScenarios.Draw(seed);
            var lawful = new Lawful();
            var machine = KernelUnderTest.Build(scenario, lawful, () => Samples.Make<Scheduler>(kind));
            var ending = machine.Run(new Instant(scenario.Until));
            if (ending.Reason is EndReason.Done or EndReason.TimeReached) lawful.CheckInstant(machine);
            lawful.CheckAccounts(machine);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Decides_the_same_again(string kind)
    {
        foreach (var seed in Cases.Seeds(50)) Fingerprint(kind, seed).ShouldBe(Fingerprint(kind, seed), $"seed {seed}");
    }

    static ulong Fingerprint(string kind, ulong seed)
    {
        var scenario = RandomScenarios.Draw(seed);
        var machine = KernelUnderTest.Build(scenario, observer: null, () => Samples.Make<Scheduler>(kind));
        machine.Run(new Instant(scenario.Until));
        return machine.Fingerprint;
    }
}

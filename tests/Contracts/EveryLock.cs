using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Tests.Kernel;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Contracts;

/// Laws that hold for every lock that the catalog finds: never more holders than
/// permits, first come first served, no wake-up lost.
public class EveryLock
{
    public static TheoryData<string> Kinds => Samples.Of("lock", typeof(ILockable));

    [Theory, MemberData(nameof(Kinds))]
    public void Keeps_the_laws_of_the_kernel_after_every_change(string kind)
    {
        foreach (var seed in Cases.Seeds(300))
        {
            var scenario = RandomScenarios.Draw(seed);
            var lawful = new Lawful();
            var machine = KernelUnderTest.Build(scenario, lawful, lockOf: _ => Samples.Make<Lock>(kind));
            var ending = machine.Run(new Instant(scenario.Until));
            if (ending.Reason is EndReason.Done or EndReason.TimeReached) lawful.CheckInstant(machine);
            lawful.CheckAccounts(machine);
        }
    }
}

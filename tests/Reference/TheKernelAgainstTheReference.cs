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

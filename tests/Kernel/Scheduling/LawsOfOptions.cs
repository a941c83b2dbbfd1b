using Timeslice.Des;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Scheduling;

/// What a policy cannot do is refused when it is made, and the option is named.
public class LawsOfOptions
{
    [Fact]
    public void A_quantum_is_above_0()
    {
        Refused(() => new Priority(quantum: Duration.Zero), "quantum");
        Refused(() => new Feedback(Duration.Zero), "quantum");
        Refused(() => new Mlfq((-1).Ms), "quantum");
        Refused(() => new Lottery(Duration.Zero), "quantum");
        Refused(() => new Stride((-1).Ns), "quantum");
        Refused(() => new Llf(Duration.Zero), "quantum");
    }

    [Fact]
    public void So_are_other_times()
    {
        Refused(() => new Priority(ageing: Duration.Zero), "ageing");
        Refused(() => new Mlfq(1.Ms, allotment: Duration.Zero), "allotment");
        Refused(() => new Mlfq(1.Ms, boost: (-1).S), "boost");
        Refused(() => new Sjf(estimate: 0.5, initial: (-1).Ms), "initial");
    }

    [Fact]
    public void Numbers_lie_where_they_mean_something()
    {
        Refused(() => new Feedback(1.Ms, growth: 0), "growth");
        Refused(() => new Mlfq(1.Ms, levels: 0), "levels");
        Refused(() => new Mlfq(1.Ms, levels: 65), "levels");
        foreach (var weight in new[] { 0, -0.5, 1.01, double.NaN }) Refused(() => new Sjf(weight), "estimate");
    }

    [Fact]
    public void A_first_guess_is_for_those_who_guess() => Refused(() => new Sjf(initial: 1.Ms), "initial");

    static void Refused(Func<Scheduler> made, string option) =>
        Should.Throw<ArgumentException>(made).ParamName.ShouldBe(option);
}

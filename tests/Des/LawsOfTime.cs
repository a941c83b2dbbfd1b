using Timeslice.Des;

namespace Timeslice.Tests.Des;

public class LawsOfTime
{
    [Fact]
    public void Arithmetic_is_checked() => Should.Throw<OverflowException>(() => Duration.Max + 1.Ns);

    [Theory]
    [InlineData(4_000_000, "4ms"), InlineData(1_500, "1.5us"), InlineData(0, "0ns"), InlineData(-250, "-250ns")]
    public void A_duration_reads_as_people_write_it(long ns, string text) => new Duration(ns).ToString().ShouldBe(text);
}

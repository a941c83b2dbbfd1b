using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

public class Reading
{
    [Fact]
    public void The_sample_reads_without_a_word()
    {
        var (root, diagnostics) = TheSample.Read(TheSample.Bytes);
        diagnostics.ToString().ShouldBeEmpty();
        var map = root.ShouldBeOfType<MapNode>();
        map["parameters"]!.ToFlow().ShouldBe("{workers: 8, keys: 3, policy: {round-robin: {quantum: 4ms}}}");
        map["locks"].ShouldBeOfType<MapNode>()["kitchen"]!.Place.ShouldBe(new Place(15, 12));
        map["nothing"].ShouldBeNull();
    }
}

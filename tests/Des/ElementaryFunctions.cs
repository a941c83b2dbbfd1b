using Timeslice.Des;

namespace Timeslice.Tests.Des;

/// Our own logarithm, exponential and power, against the C library's, which is right to within an ulp.
public class ElementaryFunctions
{
    const int Cases = 200_000;

    [Fact]
    public void Log_is_within_an_ulp_of_the_library_over_all_magnitudes()
    {
        var random = new RandomStream(1, 0, "log");
        for (var i = 0; i < Cases; i++)
        {
            var x = Math.Pow(2, 600 * random.NextUniform() - 300) * (1 + random.NextUniform());
            Ulps(Elementary.Log(x), Math.Log(x)).ShouldBeLessThanOrEqualTo(1, $"x = {x:R}");
        }
    }

    [Fact]
    public void Log_is_within_an_ulp_where_variates_are_made()
    {
        var random = new RandomStream(2, 0, "log");
        for (var i = 0; i < Cases; i++)
        {
            var u = random.NextUniform();
            Ulps(Elementary.Log(u), Math.Log(u)).ShouldBeLessThanOrEqualTo(1, $"u = {u:R}");
        }
        Elementary.Log(1).ShouldBe(0);
    }

    [Fact]
    public void Exp_is_within_an_ulp_of_the_library()
    {
        var random = new RandomStream(3, 0, "exp");
        for (var i = 0; i < Cases; i++)
        {
            var x = 1400 * random.NextUniform() - 700;
            Ulps(Elementary.Exp(x), Math.Exp(x)).ShouldBeLessThanOrEqualTo(1, $"x = {x:R}");
        }
        (Elementary.Exp(0), Elementary.Exp(710), Elementary.Exp(-800)).ShouldBe((1, double.PositiveInfinity, 0));
    }

    [Fact]
    public void Pow_is_as_near_as_its_exponent_allows()
    {
        var random = new RandomStream(4, 0, "pow");
        for (var i = 0; i < Cases; i++)
        {
            var (x, y) = (random.NextUniform() * 1000, random.NextUniform() * 20 - 10);
            var bound = (1 + Math.Abs(y * Math.Log(x))) * Math.Pow(2, -52);
            Math.Abs(Elementary.Pow(x, y) / Math.Pow(x, y) - 1).ShouldBeLessThanOrEqualTo(bound, $"{x:R} to the {y:R}");
        }
    }

    static long Ulps(double a, double b) =>
        Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}

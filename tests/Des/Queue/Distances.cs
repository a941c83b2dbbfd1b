using Timeslice.Des;

namespace Timeslice.Tests.Des;

/// <summary>How far after now the next event lies, as random or as hostile as its name says.</summary>
public enum Distances
{
    Equal, Few, Narrow, Exponential, Bimodal, EveryMagnitude, Bursts, PowersOf256, Huge
}

static class DistancesSampling
{
    public static long Sample(this Distances distances, ref RandomStream random)
    {
        var bits = random.NextBits();
        return distances switch
        {
            Distances.Equal => 0,
            Distances.Few => (long)(bits % 3),
            Distances.Narrow => (long)(bits % 1000),
            Distances.Exponential => (long)(-Math.Log(random.NextUniform()) * 1e9),
            Distances.Bimodal => (long)(bits % 10 == 0 ? 1_000_000_000_000 + bits % 1000 : bits % 1000),
            Distances.EveryMagnitude => (long)(random.NextBits() >> (int)(8 + bits % 56)),
            Distances.Bursts => (long)(bits % 4) * 1_000_000_000 + (long)(random.NextBits() % 50),
            Distances.PowersOf256 => (1L << (int)(8 * (bits % 6))) - (long)(random.NextBits() % 2),
            _ => (long)(bits >> 3),
        };
    }
}

namespace Timeslice.Des;

/// <summary>
/// Logarithms of 128 numbers from 0.6875 to 1.375, in two parts: a logarithm nearby is a short way from one of them.
/// </summary>
/// <remarks>Calculated in decimal arithmetic to 27 digits when first used: the same bits on every processor.</remarks>
static class LogTable
{
    public const int Bits = 7;

    /// <summary>The bits of 0.6875, where the first of the intervals begins.</summary>
    public const long FirstBits = 0x3fe6_0000_0000_0000;

    const int MantissaBits = 52;

    // High parts are multiples of 2^-32, as is that of ln 2, so that adding them is exact.
    const decimal HighUnits = 4294967296m;

    public static readonly Entry[] Entries = [.. Enumerable.Range(0, 1 << Bits).Select(EntryOf)];

    static Entry EntryOf(int interval)
    {
        var begin = FirstBits + ((long)interval << MantissaBits - Bits);
        var (low, high) = (Number(begin), Number(begin + (1L << MantissaBits - Bits)));
        // On both sides of 1 the reference is 1 itself: near it only a logarithm of 0 loses no digits.
        var centre = low <= 1 && high >= 1 ? 1 : (low + high) / 2;
        var scaled = Ln((decimal)centre) * HighUnits;
        var units = Math.Round(scaled);
        return new(centre, 1 / centre, (double)units / (double)HighUnits, (double)(scaled - units) / (double)HighUnits);
    }

    // ln c = 2 artanh((c − 1) / (c + 1)), summed until nothing is added.
    static decimal Ln(decimal c)
    {
        var (sum, power, s) = (0m, (c - 1) / (c + 1), (c - 1) / (c + 1));
        for (var n = 1; power != 0; n += 2, power *= s * s) sum += power / n;
        return 2 * sum;
    }

    static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    /// <summary>A number, what it is divided by, and its logarithm as a sum.</summary>
    public readonly record struct Entry(double Centre, double Inverse, double High, double Low);
}

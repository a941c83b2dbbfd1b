namespace Timeslice.Tests.Theory;

/// The numbers of Python's `random` after `random.seed(n)`: MT19937 (Matsumoto and Nishimura, 1998), and the
/// variates as Python draws them from it. For published runs, so that they can be run again number by number.
sealed class PythonRandom
{
    const int Size = 624, Shift = 397;

    // 4 exp(−1/2) / √2, of Kinderman and Monahan's method (1977).
    static readonly double Magic = 4 * Math.Exp(-0.5) / Math.Sqrt(2);

    readonly uint[] state = new uint[Size];
    int next = Size;

    public PythonRandom(uint seed)
    {
        Fill(19650218);
        var i = 1;
        for (var k = 0; k < Size; k++)
        {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1664525) + seed;
            i = Next(i);
        }
        for (var k = 1; k < Size; k++)
        {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1566083941) - (uint)i;
            i = Next(i);
        }
        state[0] = 0x80000000;

        int Next(int at)
        {
            if (at + 1 < Size) return at + 1;
            state[0] = state[Size - 1];
            return 1;
        }
    }

    public double Uniform() => ((Bits() >> 5) * 67108864.0 + (Bits() >> 6)) / (1L << 53);

    public double Exponential(double rate) => -Math.Log(1 - Uniform()) / rate;

    public double Normal(double mean, double sigma)
    {
        while (true)
        {
            var (one, two) = (Uniform(), 1 - Uniform());
            var z = Magic * (one - 0.5) / two;
            if (z * z / 4 <= -Math.Log(two)) return mean + z * sigma;
        }
    }

    void Fill(uint seed)
    {
        state[0] = seed;
        for (var i = 1; i < Size; i++) state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >> 30) + (uint)i;
    }

    uint Bits()
    {
        if (next == Size) Twist();
        var y = state[next++];
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >> 18;
    }

    void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = state[i] & 0x80000000 | state[(i + 1) % Size] & 0x7fffffff;
            state[i] = state[(i + Shift) % Size] ^ y >> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
